import { spawn } from "node:child_process";
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { rename, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withBootLock } from "#app/host/embedded-postgres/boot-lock.ts";
import { makeFifo, openReader } from "#app/host/embedded-postgres/fifo.ts";
import { joinHold } from "#app/host/embedded-postgres/hold.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { processesOn, serversOn, spawnHolder, startHolder } from "./embedded-postgres-processes.ts";
import { copyProject } from "./embedded-postgres-project.ts";
import { ask, readSeat, siteOfEachTest, writeSeat } from "./embedded-postgres-site.ts";

const site = siteOfEachTest();

test("a process that is killed while it makes the data folder leaves nothing that the next start trips over", async () => {
  const holder = spawnHolder(site.dataDir);
  const workshop = () => readdirSync(site.dataDir).find((name) => name.startsWith("postgres.new-"));
  await waitUntil("initdb to be at work", () => {
    const name = existsSync(site.dataDir) && workshop();
    return name && existsSync(join(site.dataDir, name, "data", "PG_VERSION"));
  });
  await holder.kill();
  expect(existsSync(site.data())).toBe(false);

  expect((await site.start()).fresh).toBe(true);
  await site.stopAll();
  await waitUntil("the old initdb to end", () => processesOn(site.dataDir).length === 0);
  await site.start();
  expect(workshop()).toBeUndefined();
});

test("a half-made data folder without a database is made anew", async () => {
  mkdirSync(join(site.data(), "base", "1"), { recursive: true });
  writeFileSync(join(site.data(), "PG_VERSION"), "17\n");
  expect((await site.start()).fresh).toBe(true);
});

test("a damaged data folder that holds a database is left alone", async () => {
  await site.start();
  await site.stopAll();
  const control = join(site.data(), "global", "pg_control");
  await rename(control, `${control}.away`);
  await expect(site.start()).rejects.toThrow(/is damaged: .*pg_control is missing/);
  await rename(`${control}.away`, control);
  expect((await site.start()).fresh).toBe(false);
});

test("a data folder of another major version is refused in plain words", async () => {
  await site.start();
  await site.stopAll();
  writeFileSync(join(site.data(), "PG_VERSION"), "16\n");
  await expect(site.start()).rejects.toThrow(/created by PostgreSQL 16, and this is PostgreSQL 17/);
});

test("a postmaster.pid that a crash has left does not block, even when its number belongs to another program", async () => {
  const holder = await startHolder(site.dataDir);
  await writeSeat(holder.ownerUrl);
  for (const { pid } of processesOn(site.data())) process.kill(pid, "SIGKILL");
  await holder.kill();
  await site.ended();
  const pidFile = join(site.data(), "postmaster.pid");
  const { uid, gid } = statSync(site.data());
  const stranger = spawn("sleep", ["60"], { ...(process.getuid?.() === 0 && { uid, gid }), stdio: "ignore" });
  try {
    writeFileSync(pidFile, readFileSync(pidFile, "utf8").replace(/^\d+/, String(stranger.pid)));
    expect(await readSeat((await site.start()).ownerUrl)).toBe(7);
    await site.stopAll();
    writeFileSync(pidFile, "");
    expect(await readSeat((await site.start()).ownerUrl)).toBe(7);
    expect(stranger.exitCode).toBeNull();
  } finally {
    stranger.kill();
  }
});

test("a port that another program has taken meanwhile is not waited for", async () => {
  const first = await site.start();
  await site.stopAll();
  const thief = createServer().listen(Number(new URL(first.url).port), "127.0.0.1");
  try {
    expect(new URL((await site.start()).url).port).not.toBe(new URL(first.url).port);
  } finally {
    thief.close();
  }
});

test("a lost password is told, and the server that was started for nothing is ended", async () => {
  await site.start();
  await site.stopAll();
  await rm(join(site.dataDir, "postgres.password"));
  await expect(site.start()).rejects.toThrow(/does not accept the password in .*postgres\.password/);
  await site.ended();
});

test("secrets beside the data are for their owner alone", async () => {
  await site.start();
  for (const name of ["postgres.password", "postgres.app-password"]) {
    expect(statSync(join(site.dataDir, name)).mode & 0o777).toBe(0o600);
  }
  expect(statSync(site.data()).mode & 0o777).toBe(0o700);
});

const ROLE = "select current_user as name, rolsuper as super from pg_roles where rolname = current_user";

test("a folder of an earlier version gets a role for the app, beside the superuser that owns its data", async () => {
  const earlier = await site.start();
  await writeSeat(earlier.ownerUrl);
  await ask(earlier.ownerUrl, "drop role reservo_app");
  await site.stopAll();
  await rm(join(site.dataDir, "postgres.app-password"));
  const upgraded = await site.start();
  expect(await ask(upgraded.url, ROLE)).toEqual([{ name: "reservo_app", super: false }]);
  expect(await readSeat(upgraded.ownerUrl)).toBe(7);
  await expect(readSeat(upgraded.url)).rejects.toMatchObject({ code: "42501" });
});

test("the role of the app gets the password of its file and loses what it was granted beyond, at each start", async () => {
  await ask((await site.start()).ownerUrl, "alter role reservo_app superuser createrole password 'other'");
  await site.stopAll();
  expect(await ask((await site.start()).url, ROLE)).toEqual([{ name: "reservo_app", super: false }]);
});

test("a folder below one that only its owner may enter works, and its data is found again", async () => {
  chmodSync(site.path, 0o700);
  const cold = await site.start();
  await writeSeat(cold.ownerUrl);
  await site.stopAll();
  // The place is remembered, so that opening the folder later does not make the data disappear.
  chmodSync(site.path, 0o755);
  const warm = await site.start();
  expect(warm.fresh).toBe(false);
  expect(await readSeat(warm.ownerUrl)).toBe(7);
  const moved = process.getuid?.() === 0;
  expect(site.outside()?.startsWith("/var/tmp/reservo-") ?? false).toBe(moved);
  expect(site.notes.some((line) => line.includes("the database is stored in /var/tmp/reservo-"))).toBe(moved);
});

test.each([
  ["in a path with spaces", 0o755],
  ["below a folder that only its owner may enter", 0o700],
])("a project %s starts after an installation without install scripts", async (_, mode) => {
  const project = join(site.path, "a small project");
  const program = await copyProject(project);
  chmodSync(site.path, mode);
  site.dataDir = join(project, ".reservo");
  const holder = await startHolder(site.dataDir, program);
  await writeSeat(holder.ownerUrl);
  await holder.kill();
  await site.ended();
  const again = await startHolder(site.dataDir, program);
  expect(again.fresh).toBe(false);
  expect(await readSeat(again.ownerUrl)).toBe(7);
  expect(serversOn(site.data())).toHaveLength(1);
});

test("a keeper that ends without having confirmed a hold is not joined", async () => {
  const places = { hold: join(site.path, "hold"), held: join(site.path, "held") };
  await makeFifo(places.hold);
  writeFileSync(places.held, "");
  const keeper = openReader(places.hold);
  const joining = joinHold(places);
  closeSync(keeper);
  expect(await joining).toBeUndefined();
});

test("the boot lock is held by one at a time, and by nobody after its holder", async () => {
  let inside = 0;
  let turns = 0;
  await Promise.all(
    Array.from({ length: 25 }, () =>
      withBootLock(site.path, async () => {
        inside += 1;
        expect(inside).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        inside -= 1;
        turns += 1;
      }),
    ),
  );
  expect(turns).toBe(25);
  await expect(withBootLock(site.path, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect(await withBootLock(site.path, async () => "free")).toBe("free");
  expect(readdirSync(site.path).filter((name) => name.startsWith("boot.lock.")).length).toBeLessThan(10);
});
