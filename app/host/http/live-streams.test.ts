import { once } from "node:events";
import { request } from "node:http";
import { afterEach, expect, test } from "vitest";
import type { LiveMessage, Send } from "#app/platform/http/live-streams.ts";
import { openStream } from "#tests/support/event-stream.ts";
import { startTestHost } from "#tests/support/host.ts";
import { getAll, openRawClient } from "#tests/support/raw-client.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { type Listening, listen } from "./listen.ts";
import { createLiveStreams, type LiveStreamOptions } from "./live-streams.ts";

let listening: Listening | undefined;
afterEach(async () => {
  listening?.server.closeAllConnections();
  listening?.server.close();
});

/** Starts a host with one stream at /e/x/live, and collects the send functions of its readers. */
async function startStreams(options: Partial<LiveStreamOptions> = {}) {
  const readers = new Set<Send>();
  const streams = createLiveStreams({ draining: () => false, ...options });
  const { app, lines } = startTestHost({
    streams,
    routes: (routes) => {
      for (const path of ["/e/x/live", "/api/v1/live"]) {
        routes.get(path, (c) =>
          c.var.host.openStream((send) => {
            readers.add(send);
            return () => void readers.delete(send);
          }),
        );
      }
    },
  });
  const fetch = (given: Request, bindings: object) => app.fetch(given, bindings);
  listening = await listen({ fetch, host: "127.0.0.1", port: 0 });
  const send = (message: LiveMessage) => {
    for (const reader of readers) reader(message);
  };
  return { url: `${listening.url}/e/x/live`, root: listening.url, streams, readers, send, lines };
}

test("a stream starts with its reconnection delay, has the headers of its page, and forbids proxies to transform it", async () => {
  const { url, send, lines } = await startStreams();
  const stream = await openStream(url, { "X-Request-Id": "mine" });
  expect(stream.status).toBe(200);
  expect(stream.headers).toMatchObject({
    "content-type": "text/event-stream",
    "cache-control": "no-store, no-transform",
    "x-accel-buffering": "no",
    "x-request-id": "mine",
    "x-content-type-options": "nosniff",
    "content-security-policy": expect.stringContaining("default-src 'none'"),
  });
  send({ event: "seats", id: "7", data: '{"left":3}' });
  const event = await stream.until("the message", () => true);
  expect(event).toMatchObject({ event: "seats", id: "7", data: '{"left":3}' });
  expect(stream.text()).toMatch(/^retry: 2000\n\n/);
  expect(lines.filter((line) => line.includes('"answered"'))).toHaveLength(1);
});

test("every reader gets each message, and one who disconnects is removed", async () => {
  const { url, send, streams, readers } = await startStreams();
  const all = await Promise.all(Array.from({ length: 20 }, () => openStream(url)));
  expect([streams.count(), readers.size]).toEqual([20, 20]);
  send({ data: "1" });
  for (const stream of all) await stream.until("the message", (event) => event.data === "1");
  for (const stream of all.slice(1)) stream.close();
  await waitUntil("the reader to be removed", () => streams.count() === 1 && readers.size === 1);
});

test("streams requested one after the other on a connection are all removed when it closes", async () => {
  const { streams, readers } = await startStreams();
  const paths = Array<string>(4).fill("/e/x/live");
  const client = await openRawClient(listening?.port ?? 0, getAll(paths));
  await waitUntil("the streams to start", () => streams.count() === 4 && readers.size === 4);
  client.socket.destroy();
  await waitUntil("all to be removed", () => streams.count() === 0 && readers.size === 0);
});

test("comment lines, which are not messages, keep a quiet stream open", async () => {
  const { url } = await startStreams({ pingMs: 20 });
  const stream = await openStream(url);
  await waitUntil("two pings", () => stream.text().split(": \n\n").length > 2);
  expect(stream.events).toEqual([]);
});

test("a reader that does not read is disconnected, and does not delay the others", async () => {
  const { url, send, streams } = await startStreams();
  const [slow, quick] = [await openStream(url), await openStream(url)];
  slow.pause();
  const data = "x".repeat(32_768);
  await waitUntil("the slow one to be disconnected", () => {
    send({ data });
    return streams.count() === 1;
  });
  send({ data: "after" });
  await quick.until("the next message", (event) => event.data === "after");
  expect(quick.ended()).toBe(false);
});

test("the number of streams is limited per network and in total", async () => {
  const { url, root } = await startStreams({ maxPerNetwork: 2 });
  const [first] = [await openStream(url), await openStream(url)];
  const third = await openStream(url);
  expect(third.status).toBe(503);
  expect(Number(third.headers["retry-after"])).toBeGreaterThan(0);
  const asked = await fetch(`${root}/api/v1/live`);
  expect(await asked.json()).toMatchObject({ error: "OVERLOADED", requestId: expect.any(String) });
  first?.close();
  await waitUntil("room", async () => {
    const next = await openStream(url);
    next.close();
    return next.status === 200;
  });
  listening?.server.closeAllConnections();
  listening?.server.close();
  const few = await startStreams({ maxStreams: 1 });
  expect([(await openStream(few.url)).status, (await openStream(few.url)).status]).toEqual([200, 503]);
});

test("while draining new readers are refused, and running streams end with different reconnection delays", async () => {
  let draining = false;
  const { url, streams } = await startStreams({ draining: () => draining });
  const all = await Promise.all(Array.from({ length: 30 }, () => openStream(url)));
  draining = true;
  expect((await openStream(url)).status).toBe(503);
  streams.end();
  await waitUntil("all to end", () => all.every((stream) => stream.ended()));
  const times = all.map((stream) => Number(/retry: (\d+)\n\n$/.exec(stream.text())?.[1]));
  expect(Math.max(...times)).toBeLessThanOrEqual(5_000);
  expect(new Set(times).size).toBeGreaterThan(20);
  await waitUntil("the count to be zero", () => streams.count() === 0);
  // Nothing keeps the server open.
  const closed = once(listening?.server ?? fail(), "close");
  listening?.server.close();
  listening?.server.closeIdleConnections();
  await closed;
});

const fail = (): never => {
  throw new Error("there is no server");
};

test("HEAD gets the headers and no stream", async () => {
  const { url, streams } = await startStreams();
  const asked = request(url, { method: "HEAD" });
  asked.end();
  const [response] = await once(asked, "response");
  expect(response.headers["content-type"]).toBe("text/event-stream");
  response.resume();
  await once(response, "end");
  expect(streams.count()).toBe(0);
});
