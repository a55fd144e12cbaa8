import { PageWords, usePageWords } from "#app/i18n/page-words.tsx";
import { useFocusOn } from "#app/ui/admin/focus-on.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { ResubmitForm } from "../resubmit-form.tsx";
import type { KeptForm } from "./kept-form.ts";
import { RequiredWords } from "./required-words.tsx";

/**
 * Shown in place of the response to a form, to a member who must turn two-factor authentication on first. Hidden fields hold
 * the form, which is submitted once that is done in another tab.
 */
export function KeptFormPage(form: KeptForm) {
  return (
    <PageWords value={form.messages}>
      <SubmitAgain {...form} />
    </PageWords>
  );
}

function SubmitAgain({ action, kept, organization, turnOn }: KeptForm) {
  const { t } = usePageWords();
  const head = useFocusOn(true);
  return (
    <div className="sign-in-again">
      <p className="wordmark">Reservo</p>
      <div ref={head} tabIndex={-1} className="sign-in-head">
        <PageTitle line={t("admin.twoFactor.blocked")}>
          <RequiredWords organization={organization} />
        </PageTitle>
      </div>
      <ResubmitForm action={action} kept={kept} className="button-row">
        <ButtonLink href={turnOn} target="_blank">
          {t("admin.twoFactor.open")}
        </ButtonLink>
        <Button kind="quiet">{t("admin.twoFactor.submit")}</Button>
      </ResubmitForm>
    </div>
  );
}
