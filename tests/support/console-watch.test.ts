import { expect, test } from "vitest";
import { ConsoleWatch } from "./console-watch.ts";
import { expectConsole } from "./fail-on-console.ts";

function watched() {
  const speaker = { error(..._words: unknown[]) {}, warn(..._words: unknown[]) {} };
  const watch = new ConsoleWatch();
  watch.listen(speaker);
  return { speaker, watch };
}

test("an unexpected line on the console is reported with its text", () => {
  const { speaker, watch } = watched();
  speaker.error("seat %d is gone", 7);
  speaker.warn(new Error("odd"));
  const complaints = watch.settle();
  expect(complaints[0]).toBe("console.error: seat 7 is gone");
  expect(complaints[1]).toMatch(/^console\.warn: Error: odd/);
  expect(watch.settle()).toEqual([]);
});

test("an expected line is not reported, and a missing expected line is", () => {
  const { speaker, watch } = watched();
  watch.expect(/gone/);
  speaker.error("seat 7 is gone");
  expect(watch.settle()).toEqual([]);

  watch.expect(/gone/);
  expect(watch.settle()).toEqual(["expected a line on the console that matches /gone/, and none came"]);
});

test("a test file shares the watch with the set-up that checks it", () => {
  expectConsole(/said on purpose/);
  console.error("said on purpose");
});
