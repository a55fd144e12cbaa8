import { expect, test } from "vitest";
import { stateOf } from "./page-facts.ts";

test.each([
  ["few are left", { left: 2 }, { capacity: 100, remaining: 2 }, "nearly_full"],
  ["a tenth is left", { left: 10 }, { capacity: 100, remaining: 10 }, "nearly_full"],
  ["more are left", { left: 11 }, { capacity: 100, remaining: 11 }, "open"],
  [
    "few are left and the organiser shows no numbers",
    { left: null },
    { capacity: 100, remaining: 2 },
    "open",
  ],
] as const)(
  "if %s, the host page gets that state, and no more than the page shows",
  (_, { left }, seats, state) => {
    expect(stateOf({ state: "open", maxSeats: 4, left }, seats)).toBe(state);
  },
);
