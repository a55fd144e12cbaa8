import { Fragment, type ReactNode } from "react";
import type { Values } from "./make-translators.ts";

const MARK = "\u0001";

/** Returns the parts of a message of which some values are elements, by the names of their placeholders. */
export function phraseParts(
  translate: (values: Values) => string,
  nodes: Record<string, ReactNode>,
  values?: Values,
): ReactNode {
  const marks = Object.fromEntries(Object.keys(nodes).map((name) => [name, `${MARK}${name}${MARK}`]));
  const parts = translate({ ...values, ...marks }).split(MARK);
  // Every second part is the name of a node; the position is what tells two uses of the same node apart.
  return parts.map((part, index) => {
    const key = `${index} ${part}`;
    return <Fragment key={key}>{index % 2 === 1 ? nodes[part] : part}</Fragment>;
  });
}
