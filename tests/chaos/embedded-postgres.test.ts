import { expect, test } from "vitest";
import { waitUntil } from "#tests/support/wait-until.ts";
import { keepersOn, serversOn, spawnHolder, startHolder } from "./embedded-postgres-processes.ts";
import { ask, readSeat, siteOfEachTest, writeSeat } from "./embedded-postgres-site.ts";

const site = siteOfEachTest();

test("a cold start makes an empty database, and a warm start finds what was written", async () => {
  const cold = await site.start();
  expect(cold).toMatchObject({ fresh: true, joined: false });
  expect(new URL(cold.url)).toMatchObject({ hostname: "127.0.0.1", pathname: "/reservo" });
  await writeSeat(cold.ownerUrl);
  await cold.stop();

  const warm = await site.start();
  expect(warm).toMatchObject({ fresh: false, joined: false, url: cold.url });
  expect(await readSeat(warm.ownerUrl)).toBe(7);
});

test("the server is durable, checks its pages, speaks UTF-8 and wants a password", async () => {
  const server = await site.start({ max_connections: "33" });
  const [row] = await ask(
    server.url,
    `select current_setting('fsync') as fsync, current_setting('data_checksums') as checksums,
            current_setting('server_encoding') as encoding, current_setting('max_connections') as connections,
            current_setting('listen_addresses') as addresses, current_setting('password_encryption') as passwords`,
  );
  expect(row).toEqual({
    fsync: "on",
    checksums: "on",
    encoding: "UTF8",
    connections: "33",
    addresses: "127.0.0.1",
    passwords: "scram-sha-256",
  });
  const guessed = new URL(server.url);
  guessed.password = "guessed";
  await expect(ask(guessed.href, "select 1")).rejects.toMatchObject({ code: "28P01" });
});

test("stop ends the server, and may be called twice", async () => {
  const server = await site.start();
  await Promise.all([server.stop(), server.stop()]);
  expect(serversOn(site.dataDir)).toEqual([]);
  await expect(ask(server.url, "select 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

test("the last of several holders ends the server, and no other does", async () => {
  const first = await site.start();
  const second = await site.start();
  expect(second).toMatchObject({ joined: true, fresh: false, url: first.url });
  await first.stop();
  expect(await ask(second.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await second.stop();
  expect(serversOn(site.dataDir)).toEqual([]);
});

test("a holder that is killed leaves no process behind, even when a child of it lives on", async () => {
  const holder = await startHolder(site.dataDir);
  expect(holder).toMatchObject({ fresh: true, joined: false });
  await writeSeat(holder.ownerUrl);
  expect(serversOn(site.dataDir)).toHaveLength(1);
  await holder.kill();
  await site.ended();

  const again = await site.start();
  expect(again.joined).toBe(false);
  expect(await readSeat(again.ownerUrl)).toBe(7);
});

test("a start in the very moment after a kill gets a lasting server with the data", async () => {
  await writeSeat((await site.start()).ownerUrl);
  for (let round = 0; round < 5; round += 1) {
    const holder = await startHolder(site.dataDir);
    await site.stopAll();
    const killed = holder.kill();
    const next = await site.start();
    await killed;
    expect(await readSeat(next.ownerUrl)).toBe(7);
    expect(serversOn(site.dataDir)).toHaveLength(1);
  }
});

test("cold starts at the same moment make one database and share one server", async () => {
  const holders = [spawnHolder(site.dataDir), spawnHolder(site.dataDir)];
  const all = [...(await Promise.all(holders.map((holder) => holder.answer()))), await site.start()];
  expect(all.filter((one) => one.fresh)).toHaveLength(1);
  expect(all.filter((one) => !one.joined)).toHaveLength(1);
  expect(new Set(all.map((one) => one.url)).size).toBe(1);
  expect(serversOn(site.dataDir)).toHaveLength(1);
});

test("whoever has joined keeps the server when the one who started it is killed", async () => {
  const holder = await startHolder(site.dataDir);
  const joiner = await site.start();
  expect(joiner.joined).toBe(true);
  const [before] = await ask(joiner.url, "select pg_postmaster_start_time()::text as started");
  await holder.kill();
  const third = await site.start();
  expect(third.joined).toBe(true);
  expect(await ask(third.url, "select pg_postmaster_start_time()::text as started")).toEqual([before]);
});

test("a server that is killed while it is held comes back on the same address, with the data", async () => {
  const server = await site.start();
  await writeSeat(server.ownerUrl);
  const [pid] = serversOn(site.dataDir);
  process.kill(pid ?? 0, "SIGKILL");
  expect(await waitUntil("the server to come back", () => readSeat(server.ownerUrl))).toBe(7);
  expect(serversOn(site.dataDir)).not.toEqual([pid]);
});

test("a server whose keeper was killed is replaced by one with a keeper", async () => {
  const holder = await startHolder(site.dataDir);
  await writeSeat(holder.ownerUrl);
  for (const pid of keepersOn(site.dataDir)) process.kill(pid, "SIGKILL");
  await holder.kill();
  const next = await site.start();
  expect(next).toMatchObject({ joined: false, url: holder.url });
  expect(await readSeat(next.ownerUrl)).toBe(7);
  expect(serversOn(site.dataDir)).toHaveLength(1);
});

test("a server that does not start says why, in the words of its log, and leaves nothing running", async () => {
  await expect(site.start({ shared_buffers: "plenty" })).rejects.toThrow(
    /did not start on .*invalid value for parameter "shared_buffers": "plenty"/s,
  );
  await site.ended();
  expect((await site.start()).fresh).toBe(true);
});
