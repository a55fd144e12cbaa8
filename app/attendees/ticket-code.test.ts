import { expect, test } from "vitest";
import { isTicketId, placesOf } from "./ticket-code.ts";

test("the places of a booking are the known ones, extended or cut to the number of its seats", () => {
  expect(placesOf(3, [])).toEqual([0, 1, 2]);
  expect(placesOf(2, [0, 2])).toEqual([0, 2]);
  expect(placesOf(3, [0, 2])).toEqual([0, 1, 2]);
  expect(placesOf(2, [0, 1, 2, 3])).toEqual([0, 1]);
  expect(placesOf(1, [4])).toEqual([0]);
});

test("only 26 capital letters and digits form a ticket id", () => {
  expect(isTicketId("A".repeat(26))).toBe(true);
  for (const text of ["", "a".repeat(26), "A".repeat(25), "A".repeat(27), `${"A".repeat(25)}1`]) {
    expect(isTicketId(text)).toBe(false);
  }
});
