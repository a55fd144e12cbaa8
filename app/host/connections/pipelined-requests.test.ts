import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { getAll, numbered, openRawClient, openUnreadClient } from "#tests/support/raw-client.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { type Listening, type ListenOptions, listen } from "../http/listen.ts";
import { type ConnectionBounds, createConnectionLimits } from "./connection-limits.ts";

let listening: Listening | undefined;
afterEach(() => {
  listening?.server.closeAllConnections();
  listening?.server.close();
});

const nothing = () => new Response("nothing");
const LARGE = new Uint8Array(8 * 1024 * 1024);

async function start(options: Partial<ListenOptions>, bounds: Partial<ConnectionBounds> = {}) {
  const connections = createConnectionLimits({ bounds });
  listening = await listen({ fetch: nothing, host: "127.0.0.1", port: 0, connections, ...options });
  return listening;
}

const pathOf = (request: Request) => new URL(request.url).pathname;

test("of 200 pipelined requests four are handled at a time, and all are answered in order", async () => {
  let [underWay, most] = [0, 0];
  const { port } = await start({
    fetch: async (request) => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setTimeout(resolve, 1));
      underWay -= 1;
      return new Response(`<${pathOf(request)}>`);
    },
  });
  const client = await openRawClient(port, getAll(numbered(200)));
  await waitUntil("the last response", () => client.text().includes("</199>"));
  expect(client.text().match(/<[^>]*>/g)).toEqual(numbered(200).map((path) => `<${path}>`));
  expect(most).toBe(4);
  client.socket.destroy();
});

test("requests beyond the read-ahead stay unread until there is room, and are answered too", async () => {
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const { port, server } = await start({
    fetch: async (request) => {
      await held;
      return new Response(`<${pathOf(request)}>`);
    },
  });
  const accepted = once(server, "connection") as Promise<[Socket]>;
  const bytes = getAll(numbered(900), `X-Filler: ${"a".repeat(1_000)}`);
  const client = await openRawClient(port, bytes);
  const [end] = await accepted;
  await waitUntil("the server to stop reading", () => end.isPaused());
  expect(end.bytesRead).toBeLessThan(bytes.length / 2);
  goOn();
  await waitUntil("the last response", () => client.text().includes("</899>"));
  expect(end.isPaused()).toBe(false);
  client.socket.destroy();
});

test("when a client disconnects, its requests in flight are aborted and those that waited are never handled", async () => {
  const [handled, aborted]: [string[], string[]] = [[], []];
  const { server } = await start({
    fetch: (request) =>
      new Promise((resolve) => {
        handled.push(pathOf(request));
        request.signal.addEventListener("abort", () => {
          aborted.push(pathOf(request));
          resolve(nothing());
        });
      }),
  });
  const client = await openUnreadClient(server, getAll(numbered(200)));
  await waitUntil("four to be in flight", () => handled.length >= 4);
  client.socket.destroy();
  await client.closed;
  await waitUntil("all requests in flight to be aborted", () => aborted.length === handled.length);
  expect(handled).toEqual(["/0", "/1", "/2", "/3"]);
});

test("the API's fast path has the same bounds, and starts nothing for a client that has disconnected", async () => {
  const taken: ServerResponse[] = [];
  const fastPath = (_request: IncomingMessage, response: ServerResponse) => taken.push(response) > 0;
  const { server } = await start({ fastPath });
  const client = await openUnreadClient(server, getAll(numbered(100)));
  await waitUntil("the first four", () => taken.length >= 4);
  for (const response of taken.slice(0, 2)) response.end();
  await waitUntil("two more", () => taken.length >= 6);
  client.socket.destroy();
  await client.closed;
  for (const response of taken.slice(2)) response.end();
  expect(taken.map(({ req }) => req.url)).toEqual(["/0", "/1", "/2", "/3", "/4", "/5"]);
});

test("of 1,000 requests of a client that reads nothing four are handled, and its connection is closed", async () => {
  let handled = 0;
  const { server } = await start(
    {
      fetch: async () => {
        handled += 1;
        return new Response(LARGE);
      },
    },
    { unreadAfterMs: 300, checkIntervalMs: 50 },
  );
  const client = await openUnreadClient(server, getAll(numbered(1_000)));
  await client.closed;
  expect(handled).toBe(4);
  client.socket.destroy();
});

test("with more requests waiting than allowed for all connections, the one that sent them is closed", async () => {
  const handled: string[] = [];
  const { port } = await start(
    {
      fetch: (request) => {
        handled.push(pathOf(request));
        return new Promise(() => {});
      },
    },
    { maxWaiting: 20 },
  );
  const patient = await openRawClient(port, getAll(numbered(10)));
  await waitUntil("the patient client's requests", () => handled.length >= 4);
  const greedy = await openRawClient(port, getAll(numbered(200)));
  await greedy.closed;
  expect(handled).toHaveLength(8);
  expect(patient.socket.destroyed).toBe(false);
  // Its waiting requests no longer count.
  const next = await openRawClient(port, getAll(numbered(10)));
  await waitUntil("the next client's requests", () => handled.length === 12);
  expect(next.socket.destroyed).toBe(false);
});

test.each([
  ["without a host", "GET / HTTP/1.1\r\n\r\n".repeat(100)],
  ["with an expectation that no server meets", getAll(numbered(100), "Expect: a miracle")],
  ["beyond the maximum per socket", getAll(numbered(1_100))],
])("too many requests %s, behind a response that takes long, close their connection", async (kind, bytes) => {
  const maxWaiting = kind.startsWith("beyond") ? 2_000 : 50;
  const { port } = await start({ fetch: () => new Promise(() => {}) }, { maxWaiting });
  const client = await openRawClient(port, getAll(["/long"]) + bytes);
  await client.closed;
});
