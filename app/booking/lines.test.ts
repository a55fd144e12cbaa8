import { describe, expect, test } from "vitest";
import {
  claimsOfLines,
  keepOnly,
  lineOfClaims,
  linesWithout,
  numbered,
  shrunkLine,
  takeExactly,
} from "./lines.ts";
import type { Reservation } from "./world.ts";

const claim = (resourceId: string, quantity: number) => ({ resourceId, quantity });
const unit = { sessionId: null, guests: 1, seats: 1 };
const trip = { ...unit, quantity: 2, takes: [claim("leg1", 1), claim("leg2", 1)] };
const family = { ...unit, quantity: 1, takes: [claim("leg1", 4)], guests: 4, seats: 4 };

describe("the claims of lines", () => {
  test("are the sum of what all of them take, per resource", () => {
    expect(claimsOfLines([trip, family])).toEqual([claim("leg1", 6), claim("leg2", 2)]);
  });

  test("of a single line of one resource are its units times what one takes", () => {
    expect(claimsOfLines([{ ...family, quantity: 3 }])).toEqual([claim("leg1", 12)]);
  });
});

describe("bare claims", () => {
  test.each([
    ["of one resource are as many units", [claim("r", 3)], 3, [claim("r", 1)]],
    [
      "of equal quantities are units of one each",
      [claim("r", 2), claim("s", 2)],
      2,
      [claim("r", 1), claim("s", 1)],
    ],
    ["of other quantities are one unit", [claim("r", 2), claim("s", 3)], 1, [claim("r", 2), claim("s", 3)]],
    ["that name a resource twice are summed", [claim("r", 1), claim("r", 2)], 3, [claim("r", 1)]],
  ])("%s", (_, claims, quantity, takes) => {
    const line = lineOfClaims(claims);
    expect(line).toMatchObject({ quantity, takes });
    expect(takeExactly([line], claims)).toBe(true);
  });
});

describe("a part of lines", () => {
  const lines = numbered([trip, family]);

  test("leaves the others with their positions", () => {
    expect(linesWithout(lines, [{ position: 1, quantity: 2 }])).toEqual([lines[1]]);
    expect(linesWithout(lines, [{ position: 1, quantity: 1 }])).toMatchObject([
      { quantity: 1 },
      { position: 2 },
    ]);
  });

  test.each([
    ["more than there are", [{ position: 1, quantity: 3 }]],
    ["more than there are, in two", [claimOf(1, 2), claimOf(1, 1)]],
    ["a position that nothing has", [claimOf(3, 1)]],
    ["nothing of a line", [claimOf(1, 0)]],
  ])("does not exist: %s", (_, parts) => {
    expect(linesWithout(lines, parts)).toBeUndefined();
  });

  function claimOf(position: number, quantity: number) {
    return { position, quantity };
  }
});

test("the only line of a booking shrinks to whole units, or to what is left of it", () => {
  const [line] = numbered([{ ...trip, sessionId: "s" }]);
  if (!line) throw new Error("There is a line.");
  expect(shrunkLine(line, [claim("leg1", 1), claim("leg2", 1)])).toEqual({ ...line, quantity: 1 });
  expect(shrunkLine(line, [claim("leg1", 2), claim("leg2", 1)])).toMatchObject({
    sessionId: "s",
    quantity: 1,
    takes: [claim("leg1", 2), claim("leg2", 1)],
  });
});

test("whole reservations are kept where the claims have room for them, and the rest begins anew", () => {
  const reserved = (id: string, quantity: number): Reservation => {
    const status = "CONFIRMED" as const;
    return { id, resourceId: "r", quantity, status, sequence: 2, decidedAt: 0, createdAt: 0 };
  };
  const [two, three, one] = [reserved("a", 2), reserved("b", 3), reserved("c", 1)];
  const left = keepOnly([two, three, one], [claim("r", 4)]);
  expect(left).toEqual({ ended: [three], begun: [claim("r", 1)] });
});
