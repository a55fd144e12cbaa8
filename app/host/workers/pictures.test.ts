import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import type { Event, Session } from "#app/events/event.ts";
import { eventPicture } from "#app/events/event-picture.ts";
import { createPictures } from "./pictures.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const pictures = createPictures({ root });

afterAll(() => pictures.close());

const session = { startsAt: new Date("2026-03-14T10:00:00Z") } as Session;
const event = (title: string, more: Partial<Event> = {}) =>
  ({
    title,
    place: "Unit 4, Canal Yard, Leeds LS11",
    stock: "marigold",
    state: "published",
    locale: "en",
    timeZone: "Europe/London",
    ...more,
  }) as Event;

/** Reads width and height, which are at fixed offsets in a PNG. */
function sizeOf(png: Uint8Array): number[] {
  const view = new DataView(png.buffer, png.byteOffset);
  expect([...png.subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join("")).toBe("PNG");
  return [view.getUint32(16), view.getUint32(20)];
}

describe("the picture of an event", () => {
  test.each([
    ["a short title", "Jazz"],
    [
      "a long one",
      "A very long evening of very short films, with an introduction by their makers ".repeat(4),
    ],
    [
      "a word wider than the ticket",
      "Donaudampfschifffahrtsgesellschaftskapitänsmützenausstellungseröffnung",
    ],
    ["Polish letters", "Zażółć gęślą jaźń"],
    ["Japanese", "日本の夏まつり"],
    ["emoji", "🎉🎉 Party 👩‍👩‍👧‍👦"],
    ["markup", `<script>alert("1")</script> & 'more'`],
    ["half a character", "Half \ud83c of one"],
    ["nothing that can be drawn", "🎉"],
  ])("is drawn for %s", async (_, title) => {
    const png = await pictures.png(eventPicture(event(title), session, "Northside Clay Studio"));
    expect(sizeOf(png)).toEqual([1200, 630]);
    expect(png.byteLength).toBeLessThan(150_000);
  });

  const wordsOf = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, words]) => words);
  const STUB = ["Sat", "14", "March 2026", "10:00", "Reservo"];

  test.each([
    ["Arabic", "مساء الشعر 14", "ar"],
    ["Hebrew", "ערב שירה", "he"],
    ["Chinese", "陶艺入门 Pottery", "zh"],
    ["Japanese", "ラーメン night", "ja"],
    ["Korean", "도예 교실", "ko"],
    ["Hindi", "कविता की शाम", "hi"],
    ["Thai", "นวดแผนไทย", "th"],
    ["Russian", "Вечер поэзии", "ru"],
    ["Greek", "Βραδιά ποίησης", "el"],
    ["emoji alone", "🎉🎉", "en"],
  ])(
    "has date, stock and organiser once, and nothing of title and place, where the title is %s",
    (_, title, locale) => {
      const svg = eventPicture(event(title, { place: "ул. Ленина 14, Leeds" }), session, "Northside");
      expect(wordsOf(svg)).toEqual(["Northside", ...STUB]);
      expect(svg).toContain('fill="#f7cf78"');
      // Whatever the event's language, the words of the picture are in one that Reservo has.
      expect(wordsOf(eventPicture(event(title, { locale }), session, "Northside"))).toHaveLength(6);
    },
  );

  test("has the date in place of an organiser whose name it cannot draw, and no part of a name or a place", () => {
    expect(wordsOf(eventPicture(event("日本の夏まつり"), session, "東京 Club"))).toEqual([
      "Saturday 14",
      "March",
      ...STUB,
    ]);
    const named = eventPicture(event("Jazz", { place: "ул. Ленина 14" }), session, "東京 Club");
    expect(wordsOf(named)).toEqual(["Jazz", ...STUB]);
  });

  test("leaves emoji out of a title that it can draw", () => {
    const svg = eventPicture(event("🎉🎉 Party 👩‍👩‍👧‍👦 1️⃣"), session, "Northside");
    expect(wordsOf(svg)).toEqual(["Northside", "Party 1", "Unit 4, Canal Yard, Leeds LS11", ...STUB]);
  });

  test("of a cancelled event says so", () => {
    expect(eventPicture(event("Jazz", { state: "cancelled" }), session, "N")).toContain("Cancelled by the");
  });

  test("is drawn once for many concurrent requests, while the main thread keeps running", async () => {
    const svg = eventPicture(event("Asked for by many"), session, "Northside");
    let turns = 0;
    const watch = setInterval(() => turns++, 1);
    const made = await Promise.all(Array.from({ length: 200 }, () => pictures.png(svg)));
    clearInterval(watch);
    expect(new Set(made).size).toBe(1);
    // Drawn on this thread, a picture would let none of them through.
    expect(turns).toBeGreaterThan(5);
  });

  test("that is not a drawing is an error, and the next one is still drawn", async () => {
    await expect(pictures.png("<svg")).rejects.toThrow("could not be drawn");
    expect(sizeOf(await pictures.png(eventPicture(event("Next"), session, "N")))).toEqual([1200, 630]);
  });
});
