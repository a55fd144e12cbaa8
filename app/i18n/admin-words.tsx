import { type ReactNode, useContext } from "react";
import type { Locale } from "#app/platform/locales.ts";
import type { AdminMessageKey } from "./admin-catalogue.ts";
import { type AdminTranslate, adminTranslator } from "./admin-translate.ts";
import { LocaleContext } from "./locale-context.ts";
import type { Values } from "./make-translators.ts";
import { phraseParts } from "./phrase-parts.tsx";

/** Returns the page's locale and translator, for components of organisers' pages. */
export function useAdminWords(): { t: AdminTranslate; locale: Locale } {
  const locale = useContext(LocaleContext);
  return { t: adminTranslator(locale), locale };
}

interface Props {
  k: AdminMessageKey;
  values?: Values;
  nodes: Record<string, ReactNode>;
}

/** Renders a message with elements as values, as `Phrase` does on public pages. */
export function AdminPhrase({ k, values, nodes }: Props) {
  const { t } = useAdminWords();
  return phraseParts((all) => t(k, all), nodes, values);
}
