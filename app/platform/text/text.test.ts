import { describe, expect, test } from "vitest";
import { isTimeZone, timeZones } from "../time-zone.ts";
import { accessKeyOf, newAccessCode, readAccessCode } from "./access-code.ts";
import { emailOrText, readEmail } from "./email.ts";
import { readName, unlinked } from "./name.ts";
import { asciiFigures, isStorable, oneLine, severalLines } from "./normalise.ts";
import { readNumber, typedNumber } from "./number.ts";
import { readPhone } from "./phone.ts";
import { readQuery, searchable, wordsOf } from "./search.ts";
import { slugOf } from "./slug.ts";

describe("access codes", () => {
  test("are the same in any case, width and spacing, and with or without hyphens", () => {
    const spellings = ["K7F2-QM9P", "k7f2 qm9p", " k7f2qm9p ", "Ｋ７Ｆ２ＱＭ９Ｐ", "k7f2–qm9p"];
    expect(new Set(spellings.map(accessKeyOf)).size).toBe(1);
    expect(accessKeyOf("Straße 12")).toBe(accessKeyOf("STRASSE12"));
    expect(accessKeyOf("k7f2qm9q")).not.toBe(accessKeyOf("k7f2qm9p"));
    expect(accessKeyOf(" -– ")).toBe("");
  });

  test("have at least six letters or digits and at most sixty characters, and are kept as they are written", () => {
    expect(readAccessCode("  Harvest   supper ")).toBe("Harvest supper");
    for (const typed of ["", "abc-12", "------", "a b c d e", "ﷺ", "x".repeat(61), "abcdef\0"])
      expect([typed, readAccessCode(typed)]).toEqual([typed, undefined]);
    expect(readAccessCode(newAccessCode())).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
  });
});

describe("normalising", () => {
  test.each([
    ["  Ana \t López ", "Ana López"],
    ["Cafe\u0301", "Café"],
    ["\u200b\ufeff\u2060", ""],
    ["\u3164\u00a0", ""],
    ["Ana\r\nBcc: x", "Ana Bcc: x"],
    ["Ana\u2028B\u0085C", "Ana B C"],
    ["a\u202etxt\u202c\u200f", "atxt"],
    ["co\u00adop", "coop"],
    ["x\ufffe\uffff\u{1fffe}\ufdd0y", "xy"],
    ["\u001b[31mred", "[31mred"],
    ["Entrée\u00a0: 10\u202f€", "Entrée\u00a0: 10\u202f€"],
    // Joiners select the shape of letters in Persian, Sinhala, Malayalam and emoji. Outside of words they have no effect.
    ["Auf\u200clage\u200d \u200cb", "Auf\u200clage b"],
    ["\u0647\u200d.\u0642", "\u0647\u200d.\u0642"],
    ["\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"],
    ["\u0dc1\u0dca\u200d\u0dbb\u0dd3", "\u0dc1\u0dca\u200d\u0dbb\u0dd3"],
    ["\u0d05\u0d35\u0d28\u0d4d\u200d", "\u0d05\u0d35\u0d28\u0d4d\u200d"],
    ["👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"],
    [
      "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
      "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
    ],
    ["hid\u{e0041}den", "hidden"],
    ["👁️\u200d🗨️ 👋🏽\u200d", "👁️\u200d🗨️ 👋🏽"],
    // Names keep their character variants, and a character newer than the platform's tables counts as visible.
    ["\ufa10田 é", "\ufa10田 é"],
    ["\u{1fae8}\u{1fbff}", "\u{1fae8}\u{1fbff}"],
    ["\u2800\u034f\ufe0f", ""],
  ])("a line %j becomes %j", (typed, line) => {
    expect(oneLine(typed)).toBe(line);
    expect(oneLine(line)).toBe(line);
  });

  test("several lines keep their breaks and indents, and lose the space around them", () => {
    expect(severalLines("\r\n\r\nOne  two \r\n  three\r\rfour\u200b\n")).toBe("One  two\n  three\n\nfour");
    expect(severalLines(" \n\u200b\n ")).toBe("");
    expect(severalLines("א\u200e (1)\u200f")).toBe("א\u200e (1)\u200f");
  });

  test("text that cannot be stored stays, to be refused later", () => {
    expect(isStorable(oneLine("a\0b"))).toBe(false);
    expect(isStorable(oneLine("\ud83d"))).toBe(false);
  });

  test("digits and dashes of other scripts become ASCII", () => {
    expect(asciiFigures("٠٣٠–１２３４−५६")).toBe("030-1234-56");
  });
});

describe("names", () => {
  test.each([
    ...[
      "Ana",
      "J",
      "Ω",
      "李",
      "Sukarno",
      "O’Brien-Smith",
      "D'Arcy",
      "Dr.Müller",
      "J.R.R. Tolkien",
      "St. John",
    ],
    ...["Dr. A. B. Smith", "St.Pierre", "Tel Aviv Choir", "Ana 1/2", "Smith: Bo"],
    ...["Ana.de la Cruz", "Robert Jr.", "J.Smith/A.Jones", "Mary/Anne", "Ali.Me", "Jean-Luc.Fr", "evil.com"],
    ...[
      "X Æ A-12",
      "Jennifer 8. Lee",
      "Nguyễn Văn A",
      "Ng",
      "-",
      "3",
      "Ana (Annie) & Bo",
      "www",
      "Bob @home",
    ],
    ...["مُحَمَّد", "شاه\u200cرخ", "ක්\u200dරිශාන්ත", "രാജന്\u200d", "ירושלים", "สมชาย", "ꦗꦮ", "🦊"],
  ])("%s is accepted as it is", (name) => {
    expect(readName(name, { required: true })).toEqual({ ok: true, name });
  });

  test.each([
    ["\u200b", "missing"],
    ["\u0301", "missing"],
    ["Claim 500 EUR: https://evil.example/x", "address"],
    ["javascript://x", "address"],
    ["see www.evil.test now", "address"],
    ["(WWW.evil.test)", "address"],
    ["www\u2060.evil.test", "address"],
    ["Claim 500 EUR: evil.example/x", "address"],
    ["evil.example:8080", "address"],
    ["Prize? evil.example?id=7", "address"],
    ["xn--80ak6aa92e.com", "address"],
    ["ｈｔｔｐｓ：／／evil.example", "address"],
    ["ｗｗｗ．evil．example", "address"],
    ["evil。example/x", "address"],
    ["evil｡example／x", "address"],
    ["mailto:eve@evil.example", "address"],
    ["JavaScript:alert(1)", "address"],
    ["tel:+499001234", "address"],
    ["x".repeat(121), "long"],
    ["a\0", "character"],
  ])("%j is refused as %s", (name, problem) => {
    expect(readName(name, { required: true })).toEqual({ ok: false, problem });
  });

  test("an ideographic space becomes a space", () => {
    expect(readName("山田　太郎", { required: true })).toEqual({ ok: true, name: "山田 太郎" });
  });

  test("in mails nothing of a name can become a link", () => {
    expect(unlinked("win at evil.com J.R.R. Tolkien Jr.")).toBe(
      "win at evil.\u2060com J.\u2060R.\u2060R. Tolkien Jr.",
    );
    expect(unlinked("evil．com evil。com eve@evil｡com 10.0.0.1")).toBe(
      "evil．\u2060com evil。\u2060com eve@evil｡\u2060com 10.\u20600.\u20600.\u20601",
    );
  });

  test("one that is not required may be empty", () => {
    expect(readName(" \u200b", { required: false })).toEqual({ ok: true, name: "" });
  });
});

describe("email addresses", () => {
  test.each([
    ["o&m@example.org", "o&m@example.org"],
    ["miles.o'brien@Example.ORG", "miles.o'brien@example.org"],
    ["Ana+x/y=z@example.co.uk", "Ana+x/y=z@example.co.uk"],
    ["ana@xn--80a1acny.xn--p1ai", "ana@xn--80a1acny.xn--p1ai"],
    ["ana@почта.рф", "ana@xn--80a1acny.xn--p1ai"],
    ["ana@ПОЧТА.рф", "ana@xn--80a1acny.xn--p1ai"],
    ["ana＠müller。example", "ana@xn--mller-kva.example"],
    ["\u200ba\u200dna@example.org.\u00a0", "ana@example.org"],
  ])("%s is %s", (typed, email) => {
    expect(readEmail(typed)).toEqual({ ok: true, email });
    expect(readEmail(email)).toEqual({ ok: true, email });
    expect(emailOrText(typed)).toBe(email);
  });

  test.each([
    ["", "missing"],
    ["ana", "at"],
    ["a na@example.org", "space"],
    ["ana@example", "shape"],
    ["ana@127.0.0.1", "shape"],
    ["ana@0x7f.1", "shape"],
    ["ana@example.org/x", "shape"],
    ["ana@b@example.org", "shape"],
    [".ana@example.org", "shape"],
    ["a..b@example.org", "shape"],
    ["ana@-x.org", "shape"],
    [`${"a".repeat(65)}@example.org`, "shape"],
    [`a@${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.${"e".repeat(60)}.${"f".repeat(20)}`, "long"],
  ])("%s is refused as %s", (typed, problem) => {
    expect(readEmail(typed)).toEqual({ ok: false, problem });
  });
});

describe("telephone numbers", () => {
  test.each([
    ["(030) 1234567", "DE", "+49301234567"],
    ["030–123\u00a04567\u202c", "DE", "+49301234567"],
    ["+44 20 7946 0018", null, "+442079460018"],
    ["٠٣٠ ١٢٣٤٥٦٧", "DE", "+49301234567"],
    ["020 7946 0018", "GB", "+442079460018"],
    ["(030) 1234567", null, undefined],
    ["12345", "DE", "+4912345"],
  ])("%s in %s is %s", (typed, country, e164) => {
    expect(readPhone(typed, country)).toMatchObject({ ok: true, phone: { e164 } });
  });

  test.each(["call me", "123", "5 Main Street", "12345678901234567890123", "abc 12345 def"])(
    "%s is not a number",
    (typed) => expect(readPhone(typed, "DE")).toEqual({ ok: false, problem: "phone" }),
  );

  test("the typed text stays readable", () => {
    const read = readPhone(" (030)\u200b 123 45 67 ", "DE");
    expect(read).toEqual({ ok: true, phone: { typed: "(030) 123 45 67", e164: "+49301234567" } });
  });
});

describe("numbers", () => {
  test.each([
    ["1,000", "en", 1_000],
    ["1.000", "de", 1_000],
    ["1.000", "es", 1_000],
    ["1 000", "fr", 1_000],
    ["1\u202f000,5", "fr", 1_000.5],
    ["1'000", "de", 1_000],
    ["1,234.5", "en", 1_234.5],
    ["1.234,5", "de", 1_234.5],
    ["2,5", "de", 2.5],
    ["−3", "en", -3],
    ["0.125", "en", 0.125],
    ["٤٢", "en", 42],
    ["007", "en", 7],
  ])("%s in %s is %d", (typed, locale, value) => {
    expect(readNumber(typed, locale)).toEqual({ ok: true, value });
  });

  test.each([
    ["1.000", "en"],
    ["1,000", "de"],
    ["1,5", "en"],
    ["1.5", "de"],
    ["1.000,5", "en"],
    ["1,00", "en"],
    ["1,0000", "en"],
    ["0x10", "en"],
    ["1e5", "en"],
    ["1e5", "de"],
    ["Infinity", "en"],
    ["12a", "en"],
    ["1,000,", "en"],
    ["½", "en"],
  ])("%s in %s is refused", (typed, locale) => {
    expect(readNumber(typed, locale)).toEqual({ ok: false, problem: "notation" });
  });

  test("a number with more digits than are stored exactly is refused", () => {
    expect(readNumber("9007199254740993", "en")).toEqual({ ok: false, problem: "range" });
  });

  test("the value that a field shows is read as the same number again", () => {
    for (const locale of ["en", "de", "fr", "es"]) {
      for (const value of [1_000, 1.234, 12.5, -1_234_567.891, 0.1, 999.999]) {
        expect(readNumber(typedNumber(value, locale), locale), `${value} ${locale}`).toEqual({
          ok: true,
          value,
        });
      }
    }
  });
});

describe("time zones", () => {
  test("current names are listed, and aliases are valid zones", () => {
    const listed = timeZones();
    for (const name of ["Asia/Kolkata", "Europe/Kyiv", "Asia/Kathmandu", "Asia/Ho_Chi_Minh", "UTC"]) {
      expect(listed).toContain(name);
    }
    for (const name of ["Asia/Calcutta", "Europe/Kiev"]) {
      expect(isTimeZone(name)).toBe(true);
      expect(listed).not.toContain(name);
      expect(timeZones(name)).toContain(name);
    }
    expect(new Set(listed).size).toBe(listed.length);
  });
});

describe("slugs", () => {
  test.each([
    ["Cœur d'opéra", "coeur-d-opera"],
    ["Æther", "aether"],
    ["Straße", "strasse"],
    ["Концерт в Москве", "koncert-v-moskve"],
    ["Töpfern für Anfänger", "topfern-fur-anfanger"],
    ["…!", ""],
    ["🎉", ""],
    ["x".repeat(80), "x".repeat(60)],
  ])("%s is %s", (title, slug) => expect(slugOf(title)).toBe(slug));

  test("a Japanese title is transliterated", () => {
    expect(slugOf("さくら祭り")).toMatch(/^[a-z][a-z0-9-]+$/);
  });
});

describe("search", () => {
  test("a query finds a text in either normal form, without accents and in any order", () => {
    const finds = (query: string, text: string) =>
      wordsOf(query).every((word) => searchable(text).includes(word));
    for (const text of ["Café am Markt", "CAFÉ AM MARKT", "Cafe\u0301 am Markt"]) {
      for (const query of ["cafe", "Cafe\u0301", "markt café", "ＣＡＦＥ"])
        expect(finds(query, text)).toBe(true);
    }
    expect(finds("coeur opera", "Cœur d’opéra")).toBe(true);
    expect(finds("cafe rom", "Café am Markt")).toBe(false);
  });

  test("a query that is shown again is cut between characters", () => {
    expect(readQuery(`${"x".repeat(99)}😀`).isWellFormed()).toBe(true);
    expect(readQuery(" a\0\u200b ")).toBe("a");
  });
});
