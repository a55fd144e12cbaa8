import { arrayLiteral } from "#db/arrays.ts";
import type { Changes } from "./changes.ts";
import { ANSWERS, LATER_ANSWERS, LATER_PEOPLE, LINKS, PEOPLE } from "./write-attachment-parts.ts";
import {
  CHANGED_BOOKINGS,
  CHANGED_RESERVATIONS,
  HISTORY,
  KEYS,
  NEW_BOOKINGS,
  NEW_RESERVATIONS,
  OUTBOX,
} from "./write-booking-parts.ts";
import { date } from "./write-parts.ts";
import { DAYS, LEDGER, LIMITS, RESOURCES } from "./write-resource-parts.ts";

const PARTS = [
  RESOURCES,
  NEW_BOOKINGS,
  CHANGED_BOOKINGS,
  NEW_RESERVATIONS,
  CHANGED_RESERVATIONS,
  LEDGER,
  HISTORY,
  OUTBOX,
  KEYS,
  PEOPLE,
  LATER_PEOPLE,
  ANSWERS,
  LATER_ANSWERS,
  LINKS,
  LIMITS,
  DAYS,
];

/**
 * The one statement that writes a batch, with one array a column: of constant text for what a batch has rows for, so
 * that it is prepared once a connection. $1 is the organisation, $2 the database time of the batch.
 */
export function writeStatement(
  organizationId: string,
  changes: Changes,
  at: number,
): { text: string; values: (string | null)[] } {
  const values: (string | null)[] = [organizationId, date(at)];
  let present = 0;
  for (const [index, part] of PARTS.entries()) {
    const rows = part.rows(changes);
    if (rows.length === 0) continue;
    present |= 1 << index;
    for (let column = 0; column < part.columns.length; column++) {
      values.push(arrayLiteral(rows.map((row) => row[column] ?? null)));
    }
  }
  return { text: textOf(present), values };
}

const texts = new Map<number, string>();

function textOf(present: number): string {
  const known = texts.get(present);
  if (known !== undefined) return known;
  let parameter = 3;
  const written = PARTS.filter((_, index) => present & (1 << index)).map((part, index) => {
    const names = part.columns.map(([name]) => name).join(", ");
    const arrays = part.columns.map(([, type]) => `$${parameter++}::${type}[]`).join(", ");
    return `w${index} as (${part.sql(`unnest(${arrays}) as g(${names})`, names)})`;
  });
  // Nobody reads the 2: a statement has to answer something, and every parameter has to be used.
  const text = `with ${written.join(",\n")}\nselect 2 where $2::timestamptz is not null`;
  texts.set(present, text);
  return text;
}
