import { assert } from "#app/platform/assert.ts";
import type { Claim, Line, Reservation } from "./world.ts";

/** A line before it belongs to a booking. */
export type NewLine = Omit<Line, "position">;

/** Some units of a line. */
export interface LinePart {
  position: number;
  quantity: number;
}

/** Returns the capacity that lines take: per resource, the sum of their quantities times what one unit takes. */
export function claimsOfLines(lines: readonly Pick<Line, "quantity" | "takes">[]): Claim[] {
  const only = lines.length === 1 && lines[0]?.takes.length === 1 ? lines[0] : undefined;
  const [take] = only?.takes ?? [];
  if (only && take) return [{ resourceId: take.resourceId, quantity: take.quantity * only.quantity }];
  const sums = new Map<string, number>();
  for (const { quantity, takes } of lines) {
    for (const each of takes) {
      sums.set(each.resourceId, (sums.get(each.resourceId) ?? 0) + each.quantity * quantity);
    }
  }
  return Array.from(sums, ([resourceId, quantity]) => ({ resourceId, quantity }));
}

/**
 * Returns the line of claims that name resources only: as many units as each resource is claimed for, or a single unit if
 * these numbers differ. A unit counts as as many guests as it takes of one resource.
 */
export function lineOfClaims(claims: readonly Claim[], sessionId: string | null = null): NewLine {
  const [first] = claims;
  assert(first, "a booking has claims");
  const sums = claims.length === 1 ? [first] : sumsOf(claims);
  const quantities = sums.map((each) => each.quantity);
  const most = Math.max(...quantities);
  if (most === Math.min(...quantities)) {
    const takes = sums.map(({ resourceId }) => ({ resourceId, quantity: 1 }));
    return { sessionId, quantity: most, takes, guests: 1, seats: 1 };
  }
  return { sessionId, quantity: 1, takes: sums, guests: most, seats: most };
}

/** Returns whether lines take exactly what the reservations have, resource by resource. */
export function takeExactly(
  lines: readonly Pick<Line, "quantity" | "takes">[],
  reservations: readonly Claim[],
): boolean {
  const [claims, taken] = [claimsOfLines(lines), sumsOf(reservations)];
  return (
    claims.length === taken.length &&
    claims.every(({ resourceId, quantity }) =>
      taken.some((each) => each.resourceId === resourceId && each.quantity === quantity),
    )
  );
}

/** Returns lines in their order, numbered from 1. */
export function numbered(lines: readonly NewLine[]): Line[] {
  return lines.map((line, index) => ({ position: index + 1, ...line }));
}

/**
 * Returns what is left of lines without the parts; undefined if a part does not exist. Positions stay, so that a part can be
 * named again.
 */
export function linesWithout(lines: readonly Line[], parts: readonly LinePart[]): Line[] | undefined {
  const named = parts.map(({ position, quantity }) => ({ key: position, quantity }));
  return subtract(lines, (line) => line.position, named);
}

/** Returns the items with a quantity left after the parts are taken off; undefined if there is no such part. */
export function subtract<Key, Item extends { quantity: number }>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
  parts: readonly { key: Key; quantity: number }[],
): Item[] | undefined {
  const left = new Map(items.map((item) => [keyOf(item), item.quantity]));
  for (const { key, quantity } of parts) {
    const have = left.get(key);
    if (have === undefined || quantity < 1 || quantity > have) return undefined;
    left.set(key, have - quantity);
  }
  return items.flatMap((item) => {
    const quantity = left.get(keyOf(item)) ?? 0;
    return quantity > 0 ? [{ ...item, quantity }] : [];
  });
}

/**
 * Returns the only line of a booking after its reservations have shrunk to `kept`: with fewer units if they still make whole
 * units, else with units of what is left.
 */
export function shrunkLine(line: Line, kept: readonly Claim[]): Line {
  const sums = sumsOf(kept);
  const [unit, first] = [line.takes[0]?.quantity ?? 1, sums[0]?.quantity ?? 0];
  const fewer = { ...line, quantity: Math.floor(first / unit) };
  if (fewer.quantity > 0 && takeExactly([fewer], kept)) return fewer;
  return { ...lineOfClaims(sums, line.sessionId), position: line.position };
}

/**
 * Splits reservations into those to end and the claims to add, so that exactly `claims` are left. Whole reservations are kept
 * where they fit, the oldest first.
 */
export function keepOnly(
  reservations: readonly Reservation[],
  claims: readonly Claim[],
): { ended: Reservation[]; begun: Claim[] } {
  const left = new Map(claims.map((each) => [each.resourceId, each.quantity]));
  const ended = reservations.filter(({ resourceId, quantity }) => {
    const wanted = left.get(resourceId) ?? 0;
    if (quantity > wanted) return true;
    left.set(resourceId, wanted - quantity);
    return false;
  });
  const begun = Array.from(left, ([resourceId, quantity]) => ({ resourceId, quantity }));
  return { ended, begun: begun.filter((each) => each.quantity > 0) };
}

function sumsOf(claims: readonly Claim[]): Claim[] {
  const sums = new Map<string, number>();
  for (const { resourceId, quantity } of claims) sums.set(resourceId, (sums.get(resourceId) ?? 0) + quantity);
  return Array.from(sums, ([resourceId, quantity]) => ({ resourceId, quantity }));
}

/** Returns whether two lists of lines are equal. */
export function areSameLines(lines: readonly Line[], others: readonly Line[]): boolean {
  return lines.length === others.length && lines.every((line, index) => keyOf(line) === keyOf(others[index]));
}

function keyOf(line: Line | undefined): string {
  if (!line) return "";
  const { position, sessionId, quantity, takes, guests, seats } = line;
  const taken = takes.map((each) => [each.resourceId, each.quantity]);
  return JSON.stringify([position, sessionId, quantity, taken, guests, seats]);
}
