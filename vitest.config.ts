import { defineConfig } from "vitest/config";

const setupFiles = ["tests/support/fail-on-console.ts"];
const database = { globalSetup: ["tests/support/global-setup.ts"], setupFiles, hookTimeout: 60_000 };

/**
 * `unit` needs nothing; `database` gets one PostgreSQL server a run and a fresh database a file; `build` looks at what
 * `npm run build` made; `chaos` breaks things on purpose, one file after the other, because it measures time. `firefox`
 * asks for a Firefox on the machine, and is no part of `npm test`.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "app/**/*.test.{ts,tsx}",
            "db/**/*.test.ts",
            "vite/**/*.test.ts",
            "tests/tidy/**/*.test.ts",
            "tests/support/**/*.test.ts",
          ],
          exclude: ["tests/support/database.test.ts"],
          setupFiles,
        },
      },
      {
        test: {
          ...database,
          name: "database",
          include: [
            "tests/{engine,concurrency,routes,api}/**/*.test.{ts,tsx}",
            "tests/support/database.test.ts",
          ],
          testTimeout: 30_000,
        },
      },
      {
        test: { name: "build", include: ["tests/built/**/*.test.ts"], setupFiles, testTimeout: 60_000 },
      },
      {
        test: {
          ...database,
          name: "chaos",
          include: ["tests/chaos/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 60_000,
        },
      },
      { test: { name: "firefox", include: ["tests/firefox/**/*.test.ts"], setupFiles } },
    ],
  },
});
