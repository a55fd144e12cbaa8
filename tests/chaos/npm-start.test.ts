import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { RunningApp } from "#tests/support/app.ts";
import { Street } from "./app-shop.ts";
import { descendantsOf, serversOn } from "./embedded-postgres-processes.ts";

// The first start may build.
vi.setConfig({ testTimeout: 240_000 });
const street = new Street();
beforeAll(() => street.make());
afterAll(() => street.unmake());
let left: number[] = [];

/** What a failing test has left running; its database ends with it. */
afterEach(() => {
  for (const pid of left.filter(isAlive)) process.kill(pid, "SIGKILL");
  left = [];
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Starts the app by npm, and answers the process ids of the app and of its database too. */
async function startByNpm(): Promise<{ npm: RunningApp; app: number; postgres: number }> {
  const npm = await street.start({
    command: ["npm", "start"],
    ownGroup: true,
    env: { npm_config_update_notifier: "false", LOG_LEVEL: "info" },
  });
  const apps = descendantsOf(npm.pid).filter(({ command }) => /^\S*node .*server\.mjs/.test(command));
  const [app, postgres] = [apps[0]?.pid ?? 0, serversOn(street.dataDir)[0] ?? 0];
  expect([app, postgres].map(isAlive)).toEqual([true, true]);
  left = [app];
  return { npm, app, postgres };
}

test.each(["SIGTERM", "SIGINT"] as const)(
  "%s to npm alone ends the app and its database, and npm after them",
  async (signal) => {
    const { npm, app, postgres } = await startByNpm();
    expect(await npm.stop(signal)).toEqual({ code: 0, signal: null });
    expect([app, postgres].filter(isAlive)).toEqual([]);
    expect(npm.output()).toContain('"msg":"stopped"');
  },
);

test("Ctrl+C, which the app gets from the terminal and from npm, lets it stop in order", async () => {
  const { npm, app, postgres } = await startByNpm();
  process.kill(-npm.pid, "SIGINT");
  expect(await npm.ended).toEqual({ code: 0, signal: null });
  expect([app, postgres].filter(isAlive)).toEqual([]);
  expect(npm.output()).toContain('"msg":"stopped"');
});
