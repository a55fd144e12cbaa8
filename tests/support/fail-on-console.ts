import { afterAll, afterEach } from "vitest";
import { ConsoleWatch } from "./console-watch.ts";

const watch = new ConsoleWatch();
watch.listen(console);

/**
 * Declares that the running test writes a matching line to console.error or console.warn. The test fails without such a line,
 * and always fails on a line that no pattern matches.
 */
export function expectConsole(pattern: RegExp): void {
  watch.expect(pattern);
}

function check(): void {
  const complaints = watch.settle();
  if (complaints.length > 0) throw new Error(complaints.join("\n"));
}

afterEach(check);
// Output outside a test (by a hook, or while the file loads) counts too.
afterAll(check);
