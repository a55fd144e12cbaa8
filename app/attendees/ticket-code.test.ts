import { expect, test } from "vitest";
import { isTicketId, placesOf } from "./ticket-code.ts";

test("the places of a booking are those that are known, filled up or cut to its seats", () => {
  expect(placesOf(3, [])).toEqual([0, 1, 2]);
  expect(placesOf(2, [0, 2])).toEqual([0, 2]);
  expect(placesOf(3, [0, 2])).toEqual([0, 1, 2]);
  expect(placesOf(2, [0, 1, 2, 3])).toEqual([0, 1]);
  expect(placesOf(1, [4])).toEqual([0]);
});

test("only 26 capitals and digits are a ticket's id", () => {
  expect(isTicketId("A".repeat(26))).toBe(true);
  for (const text of ["", "a".repeat(26), "A".repeat(25), "A".repeat(27), `${"A".repeat(25)}1`]) {
    expect(isTicketId(text)).toBe(false);
  }
});
