import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { createPasswords } from "#app/host/workers/passwords.ts";

const passwords = createPasswords({ root: fileURLToPath(new URL("../..", import.meta.url)) });
afterAll(() => passwords.close());

/** Returns the ms of the fastest of five runs, each of which must end with false. */
async function fastest(work: () => Promise<boolean>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 5; run++) {
    const startedAt = performance.now();
    expect(await work()).toBe(false);
    times.push(performance.now() - startedAt);
  }
  return Math.min(...times);
}

test("checking a person who does not exist takes as long as checking one who does", async () => {
  const hash = await passwords.hash("correct horse");
  const known = await fastest(() => passwords.verify("wrong horse", hash));
  const unknown = await fastest(() => passwords.verifyNothing("wrong horse"));
  expect(unknown / known).toBeGreaterThan(0.5);
  expect(unknown / known).toBeLessThan(2);
});

test("hashing twenty passwords never blocks the main thread for 100 ms", async () => {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 5);
  await Promise.all(Array.from({ length: 20 }, () => passwords.hash("correct horse")));
  clearInterval(timer);
  expect(longest).toBeLessThan(100);
});
