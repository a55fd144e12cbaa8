import { describe, expect, test } from "vitest";
import { translator } from "#app/i18n/translate.ts";
import type { Locale } from "#app/platform/locales.ts";
import { readDetails, readSeats } from "./booking-form.ts";
import type { Question, QuestionType } from "./question.ts";

const SESSION = "019a0d5c-7b1e-7c3a-9f10-2b6f0c9d4e51";

function question(type: QuestionType, labels: string[] = []): Question {
  const options = labels.map((label, index) => ({ id: `option-${index}`, label }));
  return { id: "1", type, label: "Q", hint: "", required: true, per: "booking", options };
}

function read(
  fields: Record<string, string>,
  { asked, locale = "en" }: { asked?: Question; locale?: Locale } = {},
) {
  const all = { name: "Ana", email: "ana@example.org", ...fields };
  const typed = Object.fromEntries(Object.entries(all).map(([name, text]) => [name, [text]]));
  const questions = asked ? [asked] : [];
  const event = { guestNames: "optional" as const };
  return readDetails(typed, { event, questions, seats: 1, locale, country: "DE" }, translator(locale));
}

function answer(text: string, asked: Question, locale: Locale = "en") {
  const details = read({ "q-1": text }, { asked, locale });
  return "errors" in details ? details.errors : details.input.answers[0]?.value;
}

describe("a details form", () => {
  test("takes a telephone number as it is written locally, and keeps it readable", () => {
    expect(answer("\u202d(030) 1234567\u202c", question("phone"))).toBe("(030) 1234567");
    expect(answer("call me", question("phone"))).toHaveProperty("q-1");
  });

  test("takes an option by its id, and one that holds two spaces as browsers send it", () => {
    const asked = question("choice", ["Soup  of the day", "Salad"]);
    expect(answer("option-1", asked)).toBe("Salad");
    expect(answer("option-0", question("choices", ["Fish", "Rice"]))).toEqual(["Fish"]);
    expect(answer("Soup of the day", asked)).toBe("Soup  of the day");
    expect(answer("Stew", asked)).toHaveProperty("q-1");
  });

  test("reads numbers as the language of the page writes them", () => {
    expect(answer("1,000", question("number"))).toBe(1_000);
    expect(answer("1.000", question("number"), "de")).toBe(1_000);
    for (const text of ["1.000", "0x10", "1e5"]) {
      expect(answer(text, question("number"))).toEqual({ "q-1": ["Enter a number, such as 1,000 or 2.5."] });
    }
  });

  test("takes addresses that servers take, and writes a domain in one way", () => {
    for (const [typed, email] of [
      ["o&m@example.org", "o&m@example.org"],
      ["ana@xn--80a1acny.xn--p1ai", "ana@xn--80a1acny.xn--p1ai"],
      ["ana@почта.рф", "ana@xn--80a1acny.xn--p1ai"],
    ] as const) {
      expect(read({ email: typed })).toMatchObject({ input: { email } });
    }
  });

  test("refuses a name that shows nothing or looks like a web address, and keeps one on one line", () => {
    expect(read({ name: "\u200b" })).toHaveProperty("errors.name");
    expect(read({ name: "Claim 500 EUR: https://evil.example/x" })).toEqual({
      errors: { name: ["Enter a name. It must not look like a web address."] },
    });
    expect(read({ name: "Ana\r\nLópez" })).toMatchObject({ input: { name: "Ana López" } });
  });

  test("keeps the lines of a long answer", () => {
    expect(answer("One\r\n\r\n  two", question("long-text"))).toBe("One\n\n  two");
  });
});

test("a number of seats in a notation of programs is refused", () => {
  for (const seats of ["0x10", "1e1", "2,5"]) {
    expect(readSeats({ session: [SESSION], seats: [seats] }, translator("en"))).toHaveProperty(
      "errors.seats",
    );
  }
  expect(readSeats({ session: [SESSION], seats: [" 2 "] }, translator("en"))).toEqual({
    input: { session: SESSION, seats: 2 },
  });
});
