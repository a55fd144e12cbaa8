import { Fragment, type ReactNode, useContext } from "react";
import type { Locale } from "#app/platform/locales.ts";
import type { MessageKey } from "./catalogue.ts";
import { LocaleContext } from "./locale-context.ts";
import { type Translate, translator, type Values } from "./translate.ts";

/** The page's language and its words, for components of public pages. */
export function useWords(): { t: Translate; locale: Locale } {
  const locale = useContext(LocaleContext);
  return { t: translator(locale), locale };
}

const MARK = "\u0001";

/** A message of which some values are elements: `<Phrase k="x" values={{ seats: 2 }} nodes={{ email: <strong>…</strong> }} />`. */
export function Phrase({
  k,
  values,
  nodes,
}: {
  k: MessageKey;
  values?: Values;
  nodes: Record<string, ReactNode>;
}) {
  const { t } = useWords();
  const marks = Object.fromEntries(Object.keys(nodes).map((name) => [name, `${MARK}${name}${MARK}`]));
  const parts = t(k, { ...values, ...marks }).split(MARK);
  // Every second part is the name of a node; the position is what tells two uses of the same node apart.
  return parts.map((part, index) => {
    const key = `${index} ${part}`;
    return <Fragment key={key}>{index % 2 === 1 ? nodes[part] : part}</Fragment>;
  });
}
