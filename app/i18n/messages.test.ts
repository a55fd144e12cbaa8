import { describe, expect, test } from "vitest";
import { locales } from "#app/platform/locales.ts";
import {
  adminServerCatalogue as adminCatalogue,
  adminServerTranslator,
  issue,
  issueTranslator,
} from "./admin-server-translate.ts";
import { adminLocale, adminTranslator } from "./admin-translate.ts";
import { catalogue } from "./catalogue.ts";
import { translator } from "./translate.ts";

const placeholders = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name).sort();

describe("messages of organisers' pages", () => {
  test("stand in English, and whole in every other language that there is", () => {
    const english = Object.entries(adminCatalogue.en);
    for (const messages of Object.values(adminCatalogue)) {
      const entries = Object.entries(messages);
      expect(entries.map(([key]) => key).sort()).toEqual(english.map(([key]) => key).sort());
      for (const [key, text] of entries) {
        expect(text.trim(), key).toBeTruthy();
        expect([key, placeholders(text)]).toEqual([
          key,
          placeholders(adminCatalogue.en[key as keyof typeof adminCatalogue.en]),
        ]);
      }
    }
  });

  test("are no part of the catalogue of public pages, and share no key with it", () => {
    const shared = Object.keys(adminCatalogue.en).filter((key) => key in catalogue.en);
    expect(shared).toEqual([]);
    expect(Object.keys(adminCatalogue.en).filter((key) => !key.startsWith("admin."))).toEqual([]);
  });

  test("are in the member's language, else in the one that the browser asks for", () => {
    expect(adminLocale("fr", "de")).toBe("fr");
    expect(adminLocale(undefined, "en-AU")).toBe("en-AU");
    expect(adminLocale(undefined)).toBe("en");
  });

  test("count and write numbers as the language does", () => {
    const t = adminTranslator("en");
    expect(t("admin.eventForm.move.title", { count: 1 })).toBe("This affects 1 booking");
    expect(t("admin.eventForm.move.title", { count: 1_200 })).toBe("This affects 1,200 bookings");
    expect(t("admin.webhook.attempt.seconds", { seconds: 2 })).toBe("2.0 s");
  });

  test("say what a schema complains of, with its bound, and anything without a key in general words", () => {
    const translate = issueTranslator(adminServerTranslator("en"));
    expect(translate({ message: issue("admin.form.tooLong"), values: { maximum: 20_000 } })).toBe(
      "Use 20,000 characters or fewer.",
    );
    expect(translate({ message: 'Invalid option: expected one of "a"|"b"', values: {} })).toBe(
      "This value isn’t valid. Choose or enter another one.",
    );
  });
});

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
