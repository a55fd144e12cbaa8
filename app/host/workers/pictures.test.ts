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

/** Width and height stand at fixed places at the head of a PNG. */
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

  test("shows the organiser's name where it has no letters for the title", () => {
    const svg = eventPicture(event("日本の夏まつり"), session, "Northside");
    expect(svg.match(/>Northside</g)).toHaveLength(2);
  });

  test("of a cancelled event says so", () => {
    expect(eventPicture(event("Jazz", { state: "cancelled" }), session, "N")).toContain("Cancelled by the");
  });

  test("is made once, however many ask, while the main thread goes on turning", async () => {
    const svg = eventPicture(event("Asked for by many"), session, "Northside");
    let turns = 0;
    const watch = setInterval(() => turns++, 1);
    const made = await Promise.all(Array.from({ length: 200 }, () => pictures.png(svg)));
    clearInterval(watch);
    expect(new Set(made).size).toBe(1);
    // Drawn on this thread, a picture would let none of them through.
    expect(turns).toBeGreaterThan(5);
  });

  test("that is no drawing is an error, and the next one is drawn all the same", async () => {
    await expect(pictures.png("<svg")).rejects.toThrow("could not be drawn");
    expect(sizeOf(await pictures.png(eventPicture(event("Next"), session, "N")))).toEqual([1200, 630]);
  });
});
