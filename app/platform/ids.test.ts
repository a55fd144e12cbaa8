import { expect, test } from "vitest";
import { isId, newId, newReference } from "./ids.ts";

test("references consist of characters that are safe to read aloud, equally likely, and differ", () => {
  const references = Array.from({ length: 30_000 }, newReference);
  expect(new Set(references).size).toBe(references.length);
  const counts = new Map<string, number>();
  for (const letter of references.join("")) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  expect([...counts.keys()].sort().join("")).toBe("23456789ABCDEFGHJKMNPQRSTVWXYZ");
  // 8,000 each; with a standard deviation of 88, a deviation of six of them does not occur.
  for (const count of counts.values()) expect(Math.abs(count - 8_000)).toBeLessThan(530);
});

test("ids are ids, and nothing else is", () => {
  expect(isId(newId())).toBe(true);
  for (const text of ["", "1", `${newId()} `, newId().toUpperCase()]) expect(isId(text)).toBe(false);
});
