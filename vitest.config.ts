import { defineConfig } from "vitest/config";

const setupFiles = ["tests/support/fail-on-console.ts", "tests/support/node-runtime.ts"];
const database = { globalSetup: ["tests/support/global-setup.ts"], setupFiles, hookTimeout: 60_000 };

/** Of the fault tests those that spend most of their time waiting, so that two may run at once. */
const untimed = [
  "embedded-postgres",
  "embedded-postgres-folders",
  "database-outage",
  "app-mail",
  "webhook-crash",
  "synchronous-standby",
  "npm-start",
  "app-shutdown",
  "connection-layer-network",
].map((name) => `tests/chaos/${name}.test.ts`);

/**
 * Vitest's default is one worker fewer than there are cores: one of two would idle, where a project does not ask for two.
 * `unit` needs nothing; `database` gets one PostgreSQL server a run and a fresh database a file; `concurrency` is the
 * same, and `chaos` breaks things on purpose: these two go one file after the other, because each loads both cores;
 * those of `chaos-untimed` mostly wait. `timed` measures time, alone, and is no part of `npm test`, where no test compares
 * elapsed time.
 * `build` looks at what `npm run build` made. The modules of a project are loaded once for all of its files, which
 * halves the time: a file whose modules remember something must not rely on finding them fresh. `firefox` asks for a
 * Firefox on the machine, and is no part of `npm test`.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          isolate: false,
          maxWorkers: 2,
          include: [
            "app/**/*.test.{ts,tsx}",
            "db/**/*.test.ts",
            "vite/**/*.test.ts",
            "tests/tidy/**/*.test.ts",
            "tests/support/**/*.test.ts",
          ],
          exclude: ["tests/support/database.test.ts"],
          setupFiles,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          ...database,
          name: "database",
          isolate: false,
          maxWorkers: 2,
          include: ["tests/{engine,routes,api,hostile}/**/*.test.{ts,tsx}", "tests/support/database.test.ts"],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          ...database,
          name: "concurrency",
          isolate: false,
          fileParallelism: false,
          include: ["tests/concurrency/**/*.test.ts"],
          testTimeout: 30_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "build",
          maxWorkers: 2,
          include: ["tests/built/**/*.test.ts"],
          setupFiles,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          ...database,
          name: "chaos-untimed",
          include: untimed,
          maxWorkers: 2,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          ...database,
          name: "chaos",
          include: ["tests/chaos/**/*.test.ts"],
          exclude: untimed,
          sequence: { groupOrder: 1 },
          fileParallelism: false,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          ...database,
          name: "timed",
          include: ["tests/timed/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 60_000,
        },
      },
      { test: { name: "firefox", include: ["tests/firefox/**/*.test.ts"], setupFiles } },
    ],
  },
});
