import { Fragment, type ReactNode } from "react";
import { isolated } from "#app/platform/text/direction.ts";
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
    return <Fragment key={key}>{index % 2 === 1 ? isolatedNode(nodes[part]) : part}</Fragment>;
  });
}

/** Returns a node that is somebody's own words so that they do not turn the sentence around them. */
function isolatedNode(node: ReactNode): ReactNode {
  return typeof node === "string" ? isolated(node) : node;
}
