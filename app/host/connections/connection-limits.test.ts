import { afterEach, expect, test } from "vitest";
import {
  getAll,
  openRawClient,
  openUnreadClient,
  type RawClient,
  untilClosed,
} from "#tests/support/raw-client.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { type Listening, listen } from "../http/listen.ts";
import { createLog } from "../logging/log.ts";
import { createMetrics } from "../metrics/metrics.ts";
import {
  type ConnectionLimitOptions,
  type ConnectionLimits,
  createConnectionLimits,
} from "./connection-limits.ts";

const servers: Listening[] = [];
afterEach(() => {
  for (const { server } of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const nothing = () => new Response("nothing");
const GET = getAll(["/"]);

/** Starts a server under limits that are shared by all servers given the same object. */
async function start(connections: ConnectionLimits, fetch: (request: Request) => Response = nothing) {
  const listening = await listen({ fetch, host: "127.0.0.1", port: 0, connections });
  servers.push(listening);
  return listening;
}

const limited = (bounds: ConnectionLimitOptions["bounds"], options: ConnectionLimitOptions = {}) =>
  createConnectionLimits({ ...options, bounds });

/** Sends a request on a new connection and resolves to whether it was accepted; the connection stays open. */
async function ask(port: number, localAddress?: string): Promise<RawClient & { accepted: boolean }> {
  const client = await openRawClient(port, GET, localAddress);
  await Promise.race([client.closed, waitUntil("an answer", () => client.text().includes("nothing"))]);
  return { ...client, accepted: client.text() !== "" };
}

test("a network has a maximum number of connections, and closing one frees its place", async () => {
  const { port } = await start(limited({ maxPerNetwork: 2 }));
  const first = await ask(port);
  expect([first.accepted, (await ask(port)).accepted, (await ask(port)).accepted]).toEqual([
    true,
    true,
    false,
  ]);
  // Another address of the loopback network has a count of its own.
  expect((await ask(port, "127.0.0.2")).accepted).toBe(true);
  first.socket.destroy();
  await waitUntil("room", async () => (await ask(port)).accepted);
});

test("visitors who come through a trusted proxy are not counted as one network", async () => {
  const { port } = await start(limited({ maxPerNetwork: 1 }, { trustedProxies: ["127.0.0.2"] }));
  for (let index = 0; index < 5; index++) expect((await ask(port, "127.0.0.2")).accepted).toBe(true);
  expect([(await ask(port)).accepted, (await ask(port)).accepted]).toEqual([true, false]);
});

test("all servers together have a maximum number of connections, proxies included, and closing one frees its place", async () => {
  const connections = limited({ maxConnections: 3 }, { trustedProxies: ["127.0.0.2"] });
  const [main, beside] = [await start(connections), await start(connections)];
  const first = await ask(main.port);
  expect((await ask(beside.port)).accepted).toBe(true);
  expect((await ask(beside.port, "127.0.0.2")).accepted).toBe(true);
  expect([(await ask(main.port)).accepted, (await ask(beside.port, "127.0.0.2")).accepted]).toEqual([
    false,
    false,
  ]);
  first.socket.destroy();
  await waitUntil("room", async () => (await ask(beside.port)).accepted);
});

test("open and refused connections are counted, and a flood of refused ones is one line in the log", async () => {
  const lines: string[] = [];
  const log = createLog({ level: "warn", destination: { write: (line) => void lines.push(line) } });
  const metrics = createMetrics({ version: "test" });
  const { port } = await start(limited({ maxPerNetwork: 1 }, { report: { log, metrics } }));
  await ask(port);
  for (let index = 0; index < 10; index++) expect((await ask(port)).accepted).toBe(false);
  const text = await metrics.text();
  expect(text).toContain("reservo_connections 1\n");
  expect(text).toContain('reservo_connections_refused_total{reason="network"} 10\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      level: "warn",
      time: expect.any(String),
      reason: "network",
      refused: 1,
      open: 1,
      msg: "connections were refused",
    },
  ]);
});

const large = (bytes: number) => () => new Response(new Uint8Array(bytes));

test("a client that reads nothing of one large response has its connection reset, and that is counted", async () => {
  const log = createLog({ level: "silent" });
  const metrics = createMetrics({ version: "test" });
  const options = { report: { log, metrics } };
  const { server } = await start(
    limited({ unreadAfterMs: 300, checkIntervalMs: 20 }, options),
    large(16_777_216),
  );
  const client = await openUnreadClient(server, GET);
  await client.closed;
  expect(await metrics.text()).toContain('reservo_connections_closed_total{reason="unread"} 1\n');
  // The kernel's send buffer for it, several megabytes, is gone as well.
  let received = 0;
  client.socket.on("data", (part: Buffer) => {
    received += part.length;
  });
  client.socket.resume();
  await untilClosed(client.socket);
  expect(received).toBeLessThan(1_048_576);
});

/**
 * Two seconds pass between two moments at which the kernel accepts more for this client, since it waits until a third of its
 * four megabytes is free.
 */
test("a client that reads slowly but steadily gets its whole response", async () => {
  const bytes = 6_291_456;
  const { port } = await start(limited({ unreadAfterMs: 900, checkIntervalMs: 20 }), large(bytes));
  const { socket } = await openRawClient(port);
  let got = 0;
  socket.on("data", (part: Buffer) => {
    got += part.length;
    // The first half may arrive at full speed, since the kernel buffers of both sides hold it.
    if (got > bytes / 2) return;
    socket.pause();
    setTimeout(() => socket.resume(), 100);
  });
  socket.write(GET);
  await waitUntil("the whole response, or the end of it", () => got > bytes || socket.destroyed);
  expect(got).toBeGreaterThan(bytes);
  socket.destroy();
}, 15_000);

test("when too many bytes are unsent in total, the connections with the most unsent bytes are closed", async () => {
  const megabytes = (count: number) => new Response(new Uint8Array(count * 1024 * 1024));
  const bounds = { maxUnsentBytes: 8 * 1024 * 1024, checkIntervalMs: 20 };
  const fetch = (request: Request) => megabytes(request.url.endsWith("/large") ? 14 : 7);
  const { server } = await start(limited(bounds), fetch);
  const modest = await openUnreadClient(server, getAll(["/modest"]));
  const greedy = await openUnreadClient(server, getAll(["/large"]));
  await greedy.closed;
  expect(modest.end.destroyed).toBe(false);
  for (const { socket } of [modest, greedy]) socket.destroy();
});

test("a connection that sends nothing but line breaks after a response is closed", async () => {
  const { port } = await start(limited({ idleAfterMs: 300, checkIntervalMs: 20 }));
  const client = await ask(port);
  const breaks = setInterval(() => client.socket.write("\r\n"), 20);
  await client.closed;
  clearInterval(breaks);
});

test("a quiet stream is not closed by any bound, and its connection can be used again when it ends", async () => {
  let end = () => {};
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode("first"));
      end = () => controller.close();
    },
  });
  const bounds = { idleAfterMs: 200, unreadAfterMs: 100, checkIntervalMs: 20 };
  const fetch = (request: Request) => (request.url.endsWith("/stream") ? new Response(stream) : nothing());
  const { port } = await start(limited(bounds), fetch);
  const follower = await openRawClient(port, getAll(["/stream"]));
  await waitUntil("the first message", () => follower.text().includes("first"));
  const idle = await ask(port);
  await idle.closed;
  end();
  await waitUntil("the end", () => follower.text().endsWith("0\r\n\r\n"));
  follower.socket.write(GET);
  await waitUntil("an answer", () => follower.text().includes("nothing"));
  follower.socket.destroy();
});
