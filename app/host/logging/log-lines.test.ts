import { expect, test } from "vitest";
import { waitUntil } from "#tests/support/wait-until.ts";
import { gatherLines } from "./log-lines.ts";

function gathered() {
  const writes: string[] = [];
  return { writes, ...gatherLines({ write: (text) => void writes.push(text) }) };
}

test("lines that come together are written together, in their order, soon", async () => {
  const { writes, write } = gathered();
  for (const line of ["a\n", "b\n", "c\n"]) write(line);
  expect(writes).toEqual([]);
  await waitUntil("them to be written", () => writes.length > 0, 500);
  expect(writes).toEqual(["a\nb\nc\n"]);
});

test("what is sent off is written at once, with what came before it, and so is what grows large", () => {
  const { writes, write, flush } = gathered();
  flush();
  write("a\n");
  write("b\n");
  flush();
  expect(writes).toEqual(["a\nb\n"]);
  for (let line = 0; line < 70; line++) write("x".repeat(1_000));
  expect(writes).toHaveLength(2);
});
