import { expect, test } from "vitest";
import { readVersion } from "./form-version.ts";

test.each([
  ["7", 7],
  ["0", 0],
  ["", undefined],
  [null, undefined],
  ["-1", 0],
  ["1.5", 0],
  ["1e3", 0],
  ["99999999999999999999", 0],
  ["seven", 0],
])("a form opened with %j has the version %j", (typed, version) => {
  expect(readVersion(typed)).toBe(version);
});
