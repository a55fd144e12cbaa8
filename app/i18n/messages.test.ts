import { describe, expect, test } from "vitest";
import { locales } from "#app/platform/locales.ts";
import { catalogue } from "./catalogue.ts";
import { translator } from "./translate.ts";

const placeholders = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name).sort();

describe("messages", () => {
  test.each(locales)(
    "%s has every message, none empty, with the placeholders of the English one",
    (locale) => {
      const messages: Record<string, string> = catalogue[locale];
      expect(Object.keys(messages).sort()).toEqual(Object.keys(catalogue.en).sort());
      for (const [key, english] of Object.entries(catalogue.en)) {
        expect(messages[key]?.trim(), key).toBeTruthy();
        expect([key, placeholders(messages[key] ?? "")]).toEqual([key, placeholders(english)]);
      }
    },
  );

  test("plurals and numbers are the language's own", () => {
    expect(translator("en")("organiser.moreDates", { count: 1 })).toBe("1 more date");
    expect(translator("de")("organiser.moreDates", { count: 12_000 })).toBe("12.000 weitere Termine");
    expect(translator("fr")("organiser.moreDates", { count: 0 })).toBe("0 autre date");
    expect(translator("es")("organiser.moreDates", { count: 1_000_000 })).toBe("1.000.000 fechas más");
  });
});
