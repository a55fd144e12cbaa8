import { LRUCache } from "lru-cache";
import type { FoldedStatement } from "#db/statements.ts";
import type { Changes } from "../deciding/changes.ts";
import { ANSWERS, GUESTS, LATER_ANSWERS, LATER_PEOPLE } from "./write-attachments.ts";
import { batchOf } from "./write-batch.ts";
import {
  CHANGED_BOOKINGS,
  CHANGED_RESERVATIONS,
  HISTORY,
  LATER_LINKS,
  MORE_RESERVATIONS,
  REJECTIONS,
} from "./write-changed-bookings.ts";
import { KEYS } from "./write-keys.ts";
import { CHANGED_LINES, MADE_LINES, REMOVED_LINES } from "./write-lines.ts";
import { MADE, MADE_CLAIMS, MADE_ONCE } from "./write-new-bookings.ts";
import type { Encoded } from "./write-part.ts";
import { DAYS, LEDGER, LIMITS, RESOURCES, RULED_RESOURCES } from "./write-resources.ts";

const PARTS = [
  RESOURCES,
  RULED_RESOURCES,
  MADE_ONCE,
  MADE,
  MADE_CLAIMS,
  CHANGED_BOOKINGS,
  CHANGED_RESERVATIONS,
  MORE_RESERVATIONS,
  REJECTIONS,
  LEDGER,
  HISTORY,
  KEYS,
  GUESTS,
  ANSWERS,
  LATER_PEOPLE,
  LATER_ANSWERS,
  LATER_LINKS,
  LIMITS,
  DAYS,
  MADE_LINES,
  CHANGED_LINES,
  REMOVED_LINES,
];

/**
 * Returns the statement that writes a batch. Its text depends only on the kinds of rows present, so that it is prepared
 * once per connection. $1 is the organisation, $2 the database time of the batch.
 */
export function writeStatement(organizationId: string, changes: Changes, at: number): FoldedStatement {
  const batch = batchOf(changes);
  const values: (string | number | null)[] = [organizationId, new Date(at).toISOString()];
  let key = "";
  const present: { encoded: Encoded; prefix: string; first: number }[] = [];
  for (const [index, each] of PARTS.entries()) {
    const first = values.length + 1;
    const encoded = each.encode(batch, values);
    if (!encoded) continue;
    present.push({ encoded, prefix: `w${index}`, first });
    key += `${index} ${encoded.key};`;
  }
  let text = texts.get(key);
  if (text === undefined) {
    const clauses = present.flatMap(({ encoded, prefix, first }) => encoded.clauses(prefix, first));
    // The result is not read: a statement must return something and use every parameter.
    text = `with ${clauses.join(",\n")}\nselect 2 where $2::timestamptz is not null`;
    texts.set(key, text);
  }
  return { name: "write", text, values };
}

const texts = new LRUCache<string, string>({ max: 500 });
