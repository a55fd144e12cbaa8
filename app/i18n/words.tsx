import { type ReactNode, useContext } from "react";
import type { Locale } from "#app/platform/locales.ts";
import type { MessageKey } from "./catalogue.ts";
import { LocaleContext } from "./locale-context.ts";
import type { Values } from "./make-translators.ts";
import { phraseParts } from "./phrase-parts.tsx";
import { type Translate, translator } from "./translate.ts";

/** Returns the page's locale and translator, for components of public pages. */
export function useWords(): { t: Translate; locale: Locale } {
  const locale = useContext(LocaleContext);
  return { t: translator(locale), locale };
}

interface Props {
  k: MessageKey;
  values?: Values;
  nodes: Record<string, ReactNode>;
}

/** Renders a message with elements as values: `<Phrase k="x" values={{ seats: 2 }} nodes={{ email: <strong>…</strong> }} />`. */
export function Phrase({ k, values, nodes }: Props) {
  const { t } = useWords();
  return phraseParts((all) => t(k, all), nodes, values);
}
