import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openBookingForm } from "#tests/support/guests.ts";
import { expectSoundLedger } from "#tests/support/ledger-check.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { beside, referencesIn, rush, streetOfEachTest } from "./app-shop.ts";
import { processesOn, serversOn } from "./embedded-postgres-processes.ts";

const street = streetOfEachTest();
const root = fileURLToPath(new URL("../..", import.meta.url));

/** Starts the app with settings that it should not start with, and answers all that it said. */
async function startInVain(env: Record<string, string>) {
  const child = spawn(process.execPath, ["server.mjs"], {
    cwd: root,
    env: { PATH: process.env.PATH, NODE_ENV: "production", RESERVO_DATA_DIR: street.dataDir, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit") as Promise<[number | null]>,
  ]);
  return { code, out, lines: err.trim().split("\n") };
}

test("SIGTERM under a rush answers the requests that are being served, then ends app and database, and a second start finds every booking", async () => {
  const { app, slug } = await street.openShop(100_000);
  const form = await openBookingForm(app.url, slug);
  const crowd = rush(form, { guests: 100_000, counters: 12 });
  await waitUntil("some bookings", () => crowd.answered.size > 40, 30_000);
  expect(await app.stop("SIGTERM")).toEqual({ code: 0, signal: null });
  expect(serversOn(street.dataDir)).toEqual([]);
  // The shells that kept the server go a moment after it.
  await street.databaseEnded();
  await crowd.over;
  const answers = [...crowd.answered.values()];
  expect(new Set(answers.map((each) => each.status))).toEqual(new Set([303]));

  const again = await street.start();
  expect((await referencesIn(again)).sort()).toEqual(answers.map((each) => each.reference).sort());
  await beside(again, ({ db }) => expectSoundLedger(db));
});

test("a port that is taken is said in one plain line, and nothing is left running", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  try {
    const { code, lines } = await startInVain({ PORT: String(port), HOST: "127.0.0.1" });
    expect(code).toBe(1);
    expect(lines).toEqual([
      `Reservo could not start. Port ${port} is in use on 127.0.0.1. Stop the other program or set PORT.`,
    ]);
    await street.databaseEnded();
  } finally {
    other.close();
  }
});

test.each([
  ["a port in words", { PORT: "seventy" }, /PORT/],
  ["a secret that is short", { SESSION_SECRET: "short" }, /SESSION_SECRET/],
  ["a database without a secret", { DATABASE_URL: "postgres://127.0.0.1:1/x" }, /SESSION_SECRET/],
  [
    "several at once",
    { PORT: "-1", CACHE_TTL_MS: "soon", PUBLIC_ORIGIN: "ftp://x" },
    /PORT.*PUBLIC_ORIGIN.*CACHE_TTL_MS/,
  ],
])(
  "%s ends the start with 78 and one line that names it and repeats no value",
  async (_words, env, names) => {
    const { code, lines, out } = await startInVain(env);
    expect(code).toBe(78);
    expect(out).toBe("");
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^Reservo could not start\. The environment needs attention: /);
    expect(lines[0]).toMatch(names);
    for (const value of Object.values(env)) expect(lines[0]?.split(/[ ;.]+/)).not.toContain(value);
    expect(processesOn(street.dataDir)).toEqual([]);
  },
);
