import { usePageWords } from "#app/i18n/page-words.tsx";
import { phraseParts } from "#app/i18n/phrase-parts.tsx";
import { OwnWords } from "#app/ui/own-words.tsx";

/** States that the organisation requires two-factor authentication. */
export function RequiredWords({ organization }: { organization: string }) {
  const { t } = usePageWords();
  const nodes = { organization: <OwnWords>{organization}</OwnWords> };
  return phraseParts((values) => t("admin.twoFactor.required", values), nodes);
}
