import { describe, expect, test } from "vitest";
import { type Language, locales } from "#app/platform/locales.ts";
import { adminServerCatalogue as adminCatalogue } from "./admin-server-catalogue.ts";
import { adminServerTranslator, issue, issueTranslator } from "./admin-server-translate.ts";
import { adminLocale, adminTranslator } from "./admin-translate.ts";
import { catalogue } from "./catalogue.ts";
import { translator } from "./translate.ts";

const placeholders = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name).sort();

const word = (words: string) => new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, "iu");

/** Words of informal address: German texts use Sie, French ones vous, Spanish ones usted. */
const FAMILIAR: Partial<Record<Language, RegExp>> = {
  de: word("du|dich|dir|dein|deine[mnrs]?|euch|euer|eure[mnrs]?|versuche es|wähle|gib|leere das|sende es"),
  fr: word("tu|te|toi|ton|ta|tes|tien|tienne|tiens|tiennes|t[’'](?=\\p{L}).*"),
  es: word(
    "tú|tu|tus|te|ti|contigo|tuy[oa]s?|vosotr[oa]s|vuestr[oa]s?|os|inténtalo|envíalo|elige|haz|puedes|tienes|quieres",
  ),
};

describe("messages of organisers' pages", () => {
  test("are whole in each of the four languages, with the placeholders of the English ones", () => {
    expect(Object.keys(adminCatalogue)).toEqual([...locales]);
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

type AnyKey = (key: string, values: Record<string, string | number>) => string;

/** All messages of public and organisers' pages, with their translators. */
const CATALOGUES = locales.flatMap((locale) => [
  { locale, name: "public", messages: catalogue[locale], t: translator(locale) as AnyKey },
  { locale, name: "admin", messages: adminCatalogue[locale], t: adminServerTranslator(locale) as AnyKey },
]);

describe.each(CATALOGUES)("the $name messages in $locale", ({ locale, messages, t }) => {
  const texts: Record<string, string> = messages;
  const plurals = new Intl.PluralRules(locale);
  const stems = Object.keys(texts).flatMap((key) => (key.endsWith("_other") ? [key.slice(0, -6)] : []));

  test("have a form of their own for 0, 1, 2 and 5, and for millions", () => {
    expect(stems.length).toBeGreaterThan(10);
    for (const stem of stems) {
      for (const count of [0, 1, 2, 5, 1_000_000]) {
        const form = plurals.select(count);
        const text = texts[`${stem}_${form === "many" ? "other" : form}`] ?? "";
        const names = placeholders(text).filter((name) => name !== "count");
        const said = t(stem, { count, ...Object.fromEntries(names.map((name) => [name, 3])) });
        const number = new Intl.NumberFormat(locale).format(count);
        const filled = text
          .replace(/\{\{\s*count[^}]*\}\}/g, number)
          .replace(/\{\{[^}]*\}\}/g, "3")
          .trim();
        expect([stem, count, said.replaceAll(/\b3[.,]0\b/g, "3").trim()]).toEqual([stem, count, filled]);
      }
    }
  });

  test("have a plural wherever English has one, and never one form alone", () => {
    const forms = Object.keys(texts).filter((key) => /_(zero|one|two|few|many|other)$/.test(key));
    expect(forms.sort()).toEqual(stems.flatMap((stem) => [`${stem}_one`, `${stem}_other`]).sort());
  });

  test("leave no sentence in English", () => {
    if (locale === "en") return;
    const english: Record<string, string> = { ...catalogue.en, ...adminCatalogue.en };
    const same = Object.entries(texts).filter(
      ([key, text]) => text === english[key] && text.replace(/\{\{[^}]*\}\}/g, "").split(/\s+/).length > 3,
    );
    expect(same).toEqual([]);
  });

  test("keep French punctuation on the line of its word, by narrow no-break spaces", () => {
    if (locale !== "fr") return;
    const loose = Object.entries(texts).filter(([, text]) => / [:;!?»]|« /.test(text));
    expect(loose).toEqual([]);
  });

  test("address people formally", () => {
    const familiar = FAMILIAR[locale];
    const found = Object.entries(texts).filter(([, text]) =>
      familiar?.test(text.replace(/\{\{[^}]*\}\}/g, "")),
    );
    expect(found).toEqual([]);
  });
});
