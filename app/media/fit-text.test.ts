import { expect, test } from "vitest";
import { drawable, widthOf } from "./display-widths.ts";
import { fitText } from "./fit-text.ts";

const room = { width: 600, height: 300, sizes: [96, 64, 40], leading: 1 };

test("a short text is set large, a long one smaller, and no line is wider than the available width", () => {
  expect(fitText("Jazz", room)).toEqual({ size: 96, lines: ["Jazz"] });
  const long = fitText("An evening of very short films and of long talks about them", room);
  expect(long.size).toBe(64);
  expect(long.lines.join(" ")).toBe("An evening of very short films and of long talks about them");
  for (const line of long.lines) expect(widthOf(line, long.size)).toBeLessThanOrEqual(600);
});

test("text that does not fit at the smallest size is cut, a word wider than a line is broken", () => {
  const endless = fitText("films and talks ".repeat(60).trim(), room);
  expect(endless.lines).toHaveLength(7);
  expect(endless.lines.at(-1)).toMatch(/…$/);
  const word = fitText("x".repeat(60), room);
  expect(word.lines.length).toBeGreaterThan(1);
  for (const line of [...endless.lines, ...word.lines]) expect(widthOf(line, 40)).toBeLessThanOrEqual(600);
});

test("a text is drawn completely, except emoji, or not at all", () => {
  expect(drawable("🎉 Party ❤️ Zażółć\u00a0!")).toBe("Party Zażółć !");
  for (const text of ["Party 日本", "مساء الجمعة 14", "ул. Ленина, 14", "🎉", "!?", "٤٥ £", "นวด"]) {
    expect(drawable(text), text).toBe("");
  }
  // An accented letter of two code points counts as one.
  expect(drawable("Cafe\u0301")).toBe("Café");
  expect(fitText(drawable("🎉"), room)).toEqual({ size: 96, lines: [] });
});
