import { expect, test } from "vitest";
import { createLog } from "#app/host/logging/log.ts";

test("a text that is made to be slow to scrub is logged within 500 ms", () => {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const log = createLog({ level: "info", pretty: false, destination });
  const startedAt = performance.now();
  log.info({ text: `${"a".repeat(200_000)}@` }, `${"a@".repeat(50_000)}${"token=".repeat(50_000)}`);
  expect(performance.now() - startedAt).toBeLessThan(500);
  expect(lines).toHaveLength(1);
});
