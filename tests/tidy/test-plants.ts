import type { Plants } from "./plant.ts";

/** The planted files of the rules on tests: see plants.ts. */
export const testPlants = {
  "every test runs, with real parts, and waits for events": {
    bad: [
      ["tests/engine/x.test.ts", 'test.skip("a", () => {});'],
      ["app/events/x.test.ts", 'describe.only("a", () => {});'],
      ["app/events/x.test.ts", 'it.todo("a");'],
      ["tests/e2e/x.test.ts", 'test.describe.fixme("a", () => {});'],
      ["tests/e2e/x.test.ts", "await page.waitForTimeout(10);"],
      ["tests/engine/x.test.ts", "await new Promise((r) => setTimeout(r, 100));"],
      ["tests/engine/x.test.ts", "await setTimeout(1_000);"],
      ["app/events/x.test.ts", 'vi.mock("#db/client.ts");'],
    ],
    good: [
      ["tests/engine/x.test.ts", "rows.skip(1);\nawait new Promise((r) => setTimeout(r, 20));"],
      ["tests/engine/x.test.ts", "const timer = setTimeout(() => stop(), 5000);"],
      ["tests/chaos/x.test.ts", "await setTimeout(1_000);"],
    ],
  },
  "no test of npm test compares elapsed time": {
    bad: [
      ["tests/routes/x.test.ts", "expect(performance.now() - startedAt).toBeLessThan(500);"],
      ["tests/e2e/x.spec.ts", "expect(Date.now() - until).toBeLessThan(2_500);"],
      ["app/host/x.test.ts", "expect(answer.latencyMs).toBeGreaterThanOrEqual(400);"],
      ["tests/chaos/x.test.ts", "expect((await reading).ms).toBeLessThan(3000);"],
      [
        "tests/engine/x.test.ts",
        "const lasted = performance.now() - since;\nexpect(lasted).toBeLessThan(100);",
      ],
      [
        "tests/concurrency/x.test.ts",
        "said.slowest = Math.max(said.slowest, performance.now() - since);\nexpect(said.slowest).toBeLessThan(5_000);",
      ],
      [
        "tests/routes/x.test.ts",
        "times.push(performance.now() - startedAt);\nexpect(Math.min(...times)).toBeLessThan(100);",
      ],
      [
        "tests/concurrency/x.test.ts",
        "const wait = () => {\n  return elapsed() - since;\n};\nexpect(await wait()).not.toBeGreaterThan(9);",
      ],
      [
        "tests/routes/x.test.ts",
        "expect(updates.length).toBeLessThanOrEqual(3 + (performance.now() - startedAt) / 250);",
      ],
      [
        "tests/api/x.test.ts",
        "const bookedAt = performance.now();\nexpect(seen.at - bookedAt).toBeLessThan(500);",
      ],
      [
        "app/host/x.test.ts",
        "const fastest = async () => {\n  times.push(performance.now() - startedAt);\n  return Math.min(...times);\n};\nconst known = await fastest();\nexpect(other / known).toBeLessThan(2);",
      ],
    ],
    good: [
      ["tests/timed/x.test.ts", "expect(performance.now() - startedAt).toBeLessThan(500);"],
      ["tests/bench/x.ts", "expect(report.latencyMs).toBeLessThan(5);"],
      ["tests/engine/x.test.ts", "expect(Math.abs(outcome.at - Date.now())).toBeLessThan(60_000);"],
      [
        "tests/api/x.test.ts",
        "const before = new Date(Date.now() - 60_000);\nexpect(rows.length).toBeLessThan(4);",
      ],
      ["tests/routes/x.test.ts", "expect(pauses[0]).toBeLessThanOrEqual(expected * 1.15);"],
      ["app/host/x.test.ts", "expect(verdict.retryAfterSeconds).toBeLessThanOrEqual(60);"],
      ["tests/e2e/x.spec.ts", "times.push(Date.now() - start);\nexpect(times.length).toBeLessThan(7);"],
    ],
  },
} satisfies Record<string, Plants>;
