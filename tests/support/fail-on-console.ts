import { afterAll, afterEach } from "vitest";
import { ConsoleWatch } from "./console-watch.ts";

const watch = new ConsoleWatch();
watch.listen(console);

/**
 * Says that the running test makes the program write a matching line to console.error or console.warn. The test fails
 * when no such line comes, and, with or without this, when a line comes that no pattern matches.
 */
export function expectConsole(pattern: RegExp): void {
  watch.expect(pattern);
}

function check(): void {
  const complaints = watch.settle();
  if (complaints.length > 0) throw new Error(complaints.join("\n"));
}

afterEach(check);
// What is written outside a test (by a hook, or while the file loads) counts too.
afterAll(check);
