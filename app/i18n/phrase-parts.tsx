import { Fragment, type ReactNode } from "react";
import { isolated } from "#app/platform/text/direction.ts";
import type { Values } from "./make-translators.ts";

const MARK = "\u0001";

/** Returns the parts of a message, with the elements in place of the placeholders they are named after. */
export function phraseParts(
  translate: (values: Values) => string,
  nodes: Record<string, ReactNode>,
  values?: Values,
): ReactNode {
  const marks = Object.fromEntries(Object.keys(nodes).map((name) => [name, `${MARK}${name}${MARK}`]));
  const parts = translate({ ...values, ...marks }).split(MARK);
  // Every second part is the name of a node; its position distinguishes two uses of one node.
  return parts.map((part, index) => {
    const key = `${index} ${part}`;
    return <Fragment key={key}>{index % 2 === 1 ? isolatedNode(nodes[part]) : part}</Fragment>;
  });
}

/** Isolates a node with user text, so that right-to-left text does not reorder the sentence. */
function isolatedNode(node: ReactNode): ReactNode {
  return typeof node === "string" ? isolated(node) : node;
}
