import { expect, test } from "vitest";
import { waitUntil } from "#tests/support/wait-until.ts";
import { bufferLines } from "./log-lines.ts";

function gathered() {
  const writes: string[] = [];
  return { writes, ...bufferLines({ write: (text) => void writes.push(text) }) };
}

test("lines that arrive together are written together, in order and without delay", async () => {
  const { writes, write } = gathered();
  for (const line of ["a\n", "b\n", "c\n"]) write(line);
  expect(writes).toEqual([]);
  await waitUntil("the lines to be written", () => writes.length > 0, 500);
  expect(writes).toEqual(["a\nb\nc\n"]);
});

test("a flush writes all buffered lines at once, and so does a large buffer", () => {
  const { writes, write, flush } = gathered();
  flush();
  write("a\n");
  write("b\n");
  flush();
  expect(writes).toEqual(["a\nb\n"]);
  for (let line = 0; line < 70; line++) write("x".repeat(1_000));
  expect(writes).toHaveLength(2);
});
