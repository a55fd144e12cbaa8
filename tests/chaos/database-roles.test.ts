import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import postgres from "postgres";
import { afterAll, expect, inject, test } from "vitest";
import { startApp } from "#tests/support/app.ts";
import { QUIET } from "./app-shop.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { adminUrl } = inject("postgres");
const name = `test_${randomBytes(6).toString("hex")}`;
const password = randomBytes(12).toString("hex");
const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
await admin.unsafe(`create database ${name}`);
afterAll(async () => {
  await admin.unsafe(`drop database ${name} with (force)`);
  await admin.unsafe(`drop role if exists ${name}`);
  await admin.end();
});

const owner = new URL(adminUrl);
owner.pathname = `/${name}`;
const app = new URL(owner);
Object.assign(app, { username: name, password });
const settings = { ...QUIET.env, LOG_LEVEL: "warn", SESSION_SECRET: randomBytes(32).toString("hex") };
const WARNING = "the database role is a superuser";

test("npm run migrate sets a database up as its owner, and the app then starts without the owner's credentials", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ["server.mjs", "migrate"], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      ...settings,
      NODE_ENV: "production",
      DATABASE_URL: app.href,
      DATABASE_ADMIN_URL: owner.href,
    },
  });
  expect(stdout).toBe("The database is migrated.\n");
  const running = await startApp({ ...QUIET, env: { ...settings, DATABASE_URL: app.href } });
  // Printed once the link's token is stored.
  await expect.poll(running.output).toContain("Set up: ");
  expect(running.output()).not.toContain(WARNING);
  expect(await running.stop()).toMatchObject({ code: 0 });
});

test("with the owner's URL beside its own the app migrates by itself, and still works as its own role", async () => {
  await admin.unsafe(`drop database ${name} with (force)`);
  await admin.unsafe(`create database ${name}`);
  const env = { ...settings, DATABASE_URL: app.href, DATABASE_ADMIN_URL: owner.href };
  const running = await startApp({ ...QUIET, env });
  const roles = await admin`select distinct usename from pg_stat_activity where datname = ${name}`;
  expect(roles.map(({ usename }) => usename)).toEqual([name]);
  expect(await running.stop()).toMatchObject({ code: 0 });
});

test("with a single URL the app works as the owner, and warns that the role may do too much", async () => {
  const running = await startApp({ ...QUIET, env: { ...settings, DATABASE_URL: owner.href } });
  expect(running.output()).toContain(WARNING);
  expect(await running.stop()).toMatchObject({ code: 0 });
});
