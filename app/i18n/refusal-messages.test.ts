import { expect, test } from "vitest";
import { locales } from "#app/platform/locales.ts";
import { BOOKING_REFUSALS, type BookingRefusal, REFUSALS } from "#app/platform/refusals.ts";
import { adminServerTranslator } from "./admin-server-translate.ts";
import { attendeeMessage, type CommandRefusal, memberMessage } from "./refusal-messages.ts";
import { translator } from "./translate.ts";

const codes: CommandRefusal[] = [
  ...(Object.keys(BOOKING_REFUSALS) as BookingRefusal[]),
  "OVERLOADED",
  "OUTCOME_UNKNOWN",
];
const values = { count: 2, seats: "2 seats", most: 4 };

test.each(codes)(
  "%s has a message for each audience, in every language, with nothing left to fill in",
  (code) => {
    const said = locales.flatMap((locale) =>
      (["booking", "managing"] as const).flatMap((audience) =>
        [0, 2].map((left) => {
          const key = attendeeMessage(audience, code, { left, seatNoun: "seat" });
          const text = translator(locale)(key, values);
          expect(text).not.toBe(key);
          return text;
        }),
      ),
    );
    said.push(adminServerTranslator("en")(memberMessage(code), values));
    for (const text of said) expect(text).toMatch(/^[^{}]{10,}$/);
  },
);

test("who books learns whether seats are left and what became of the wish, who manages how many more there are", () => {
  const message = (audience: "booking" | "managing", left: number, isBooking = false) =>
    attendeeMessage(audience, "RESOURCE_FULL", { left, isBooking, seatNoun: "table" });
  expect([message("booking", 0), message("booking", 1), message("booking", 1, true)]).toEqual([
    "booking.lost.table",
    "booking.onlyLeft",
    "booking.lessLeft",
  ]);
  expect([message("managing", 0), message("managing", 1)]).toEqual([
    "manage.refusedNoneLeft",
    "manage.refusedFull",
  ]);
});

test("every refusal has an error status of HTTP and words for programs", () => {
  for (const { status, words } of Object.values(REFUSALS)) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
    expect(words).toMatch(/^[A-Z].*\.$/);
  }
});
