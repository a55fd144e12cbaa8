import { expect, test } from "vitest";
import { nextDiscardAge } from "./internal/discard-plans.ts";

test("plans are discarded at 0.5, 1, 2, 4 … 60 s of a connection's age and then each minute", () => {
  const ages: number[] = [];
  for (let age = 0; age < 200_000; age = nextDiscardAge(age)) ages.push(age / 1000);
  expect(ages).toEqual([0, 0.5, 1, 2, 4, 8, 16, 32, 60, 120, 180]);
});

test("a connection that was idle past several ages has one due next, not several", () => {
  expect(nextDiscardAge(5_300)).toBe(8_000);
  expect(nextDiscardAge(3_600_500)).toBe(3_660_000);
});
