import type { Claim, Line } from "./commands.ts";
import type { ModelLine } from "./model-world.ts";

/** The sum of what lines take, by resource in the order in which they come. */
export function sumsOf(lines: readonly Line[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { quantity, takes } of lines)
    for (const each of takes)
      sums.set(each.resource, (sums.get(each.resource) ?? 0) + each.quantity * quantity);
  return sums;
}

/** Bare claims are one line: of single places where there are as many of each, else of one unit with all of them. */
export function linesOf({ claims, lines }: { claims: readonly Claim[]; lines: Line[] | null }): ModelLine[] {
  return (lines ?? [lineOf(claims)]).map((line, index) => ({ position: index + 1, ...line }));
}

function lineOf(claims: readonly Claim[]): Line {
  const sums = Array.from(sumsOf([{ quantity: 1, takes: [...claims] }]));
  const [, quantity = 0] = sums[0] ?? [];
  return sums.every(([, each]) => each === quantity)
    ? { quantity, takes: sums.map(([resource]) => ({ resource, quantity: 1 })) }
    : { quantity: 1, takes: sums.map(([resource, each]) => ({ resource, quantity: each })) };
}

/** The only line of a booking that has `places` left: fewer units where they make whole ones. */
export function shrunk(line: ModelLine, places: readonly Claim[]): ModelLine {
  const have = sumsOf([{ quantity: 1, takes: [...places] }]);
  for (let quantity = line.quantity; quantity > 0; quantity--) {
    const sums = sumsOf([{ ...line, quantity }]);
    if (sums.size === have.size && [...sums].every(([id, sum]) => have.get(id) === sum))
      return { ...line, quantity };
  }
  return { position: line.position, ...lineOf(places) };
}

export function isSame(lines: readonly ModelLine[], others: readonly ModelLine[]): boolean {
  return JSON.stringify(lines) === JSON.stringify(others);
}
