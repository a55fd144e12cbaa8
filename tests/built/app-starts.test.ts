import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { startApp } from "#tests/support/app.ts";

test("the built app starts with nothing set, tells how to set it up, is ready, and ends when it is told to", async () => {
  const app = await startApp();
  expect((await fetch(`${app.url}/health`)).status).toBe(200);
  expect(new URL(app.setupLink()).origin).toBe(app.url);

  expect(await app.stop()).toEqual({ code: 0, signal: null });
  await expect(fetch(`${app.url}/health`)).rejects.toThrow();
  expect(existsSync(app.dataDir)).toBe(false);
});

test("an app that cannot start is told with what it printed", async () => {
  await expect(startApp({ env: { PORT: "seventy" }, readyWithin: 20_000 })).rejects.toThrow(
    /the app ended with 78.*PORT/s,
  );
});
