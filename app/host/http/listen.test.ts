import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestHost } from "#tests/support/host.ts";
import { ListenError, type Listening, listen } from "./listen.ts";

let listening: Listening;
beforeAll(async () => {
  const { app } = startTestHost({
    pages: async (seen) => new Response((await seen.text()).length.toString()),
  });
  const fetch = (incoming: Request, bindings: object) => app.fetch(incoming, bindings);
  listening = await listen({ fetch, host: "127.0.0.1", port: 0 });
});
afterAll(() => {
  listening.server.closeAllConnections();
  listening.server.close();
});

/** Sends bytes and resolves to everything that comes back until the server closes. */
async function raw(...pieces: string[]): Promise<string> {
  const socket: Socket = connect(listening.port, "127.0.0.1");
  let answer = "";
  socket.on("data", (data) => {
    answer += data;
  });
  socket.on("error", () => {});
  await once(socket, "connect");
  for (const piece of pieces) socket.write(piece);
  await once(socket, "close");
  return answer;
}

const post = "POST /e/x HTTP/1.1\r\nHost: book.test\r\nSec-Fetch-Site: same-origin\r\n";

test("a free port is bound and reported, and an error names a port in use", async () => {
  expect(listening.port).toBeGreaterThan(0);
  expect(listening.url).toBe(`http://127.0.0.1:${listening.port}`);
  const again = listen({ fetch: () => new Response(), host: "127.0.0.1", port: listening.port });
  await expect(again).rejects.toThrow(
    new ListenError(`Port ${listening.port} is in use on 127.0.0.1. Stop the other program or set PORT.`),
  );
  const elsewhere = listen({ fetch: () => new Response(), host: "192.0.2.1", port: 0 });
  await expect(elsewhere).rejects.toThrow("HOST 192.0.2.1 is not an address of this computer");
});

test("a chunked body is counted while it arrives and refused in the middle", async () => {
  const chunk = `${(16_384).toString(16)}\r\n${"a".repeat(16_384)}\r\n`;
  const head = `${post}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n`;
  const refused = await raw(head, ...Array<string>(40).fill(chunk), "0\r\n\r\n");
  expect(refused).toMatch(/^HTTP\/1.1 413 /);
  expect(refused).toContain("content-security-policy");
  const taken = await raw(head, chunk, chunk, "0\r\n\r\n");
  expect(taken).toMatch(/^HTTP\/1.1 200 /);
  expect(taken).toContain("32768");
});

test("a length that is announced too large is refused before the body is sent", async () => {
  const answer = await raw(`${post}Content-Length: 70000\r\nConnection: close\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1.1 413 /);
});

test("headers over 16 kB and an invalid host are refused", async () => {
  const long = await raw(`GET / HTTP/1.1\r\nHost: book.test\r\nX: ${"a".repeat(20_000)}\r\n\r\n`);
  expect(long).toMatch(/^HTTP\/1.1 431 /);
  const noHost = await raw("GET / HTTP/1.1\r\nHost: a b/c\r\nConnection: close\r\n\r\n");
  expect(noHost).toMatch(/^HTTP\/1.1 400 /);
});

test("requests that Node refuses by itself are still refused, and CONNECT gets no tunnel", async () => {
  const without = await raw("GET / HTTP/1.1\r\n\r\n");
  expect(without).toMatch(/^HTTP\/1.1 400 Bad Request\r\nConnection: close\r\n/);
  const expecting = await raw("GET / HTTP/1.1\r\nHost: book.test\r\nExpect: x\r\nConnection: close\r\n\r\n");
  expect(expecting).toMatch(/^HTTP\/1.1 417 Expectation Failed\r\n/);
  expect(await raw("GET / HTTP/1.0\r\n\r\n")).toMatch(/^HTTP\/1.1 200 /);
  expect(await raw("CONNECT book.test:443 HTTP/1.1\r\nHost: book.test:443\r\n\r\n")).toBe("");
  const upgrade = "Connection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n";
  expect(await raw(`GET / HTTP/1.1\r\nHost: book.test\r\n${upgrade}`)).toMatch(/^HTTP\/1.1 200 /);
});

test("headers and bodies that never end or never begin are cut off, and others are served meanwhile", async () => {
  const { server } = listening;
  expect(server).toMatchObject({ headersTimeout: 5_000, requestTimeout: 10_000, keepAliveTimeout: 61_000 });
  expect(server.maxRequestsPerSocket).toBe(1000);
  // The same bounds, only shorter; Node checks them every second either way.
  Object.assign(server, { headersTimeout: 500, requestTimeout: 1_000 });
  const slow = [
    "",
    "\r\n",
    "GET / HTTP/1.1\r\nHost: book.test\r\nX: ",
    `${post}Content-Length: 10\r\n\r\nabc`,
  ];
  const answers = slow.map((each) => raw(each));
  expect((await fetch(`${listening.url}/health`)).status).toBe(200);
  for (const answer of await Promise.all(answers)) expect(answer).toMatch(/^HTTP\/1.1 (408|400) /);
});

test("in development another middleware runs first, and the app handles what it leaves", async () => {
  const { app } = startTestHost({ pages: async () => new Response("app") });
  const vite = await listen({
    fetch: (incoming, bindings) => app.fetch(incoming, bindings),
    host: "127.0.0.1",
    port: 0,
    before: (incoming, outgoing, next) => (incoming.url === "/@vite" ? outgoing.end("vite") : next()),
  });
  const texts = await Promise.all(
    ["/@vite", "/e/x"].map(async (path) => (await fetch(vite.url + path)).text()),
  );
  expect(texts).toEqual(["vite", "app"]);
  vite.server.closeAllConnections();
  vite.server.close();
});

test("a booking does not wait for all reads that have arrived", async () => {
  let reads = 0;
  let pageMs = 0;
  const busy = await listen({
    host: "127.0.0.1",
    port: 0,
    async fetch({ method }) {
      if (method === "GET") {
        const until = performance.now() + pageMs;
        while (performance.now() < until);
        return new Response(String(++reads));
      }
      // As often as a booking waits for the database.
      for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
      return new Response(`after ${reads}`);
    },
  });
  try {
    const ask = (method: string) => fetch(`${busy.url}/e/x`, { method }).then((answer) => answer.text());
    const readAll = () => Array.from({ length: 60 }, () => ask("GET"));
    // Opens the connections, of which one is accepted per turn.
    await Promise.all([...readAll(), ask("POST")]);
    [reads, pageMs] = [0, 3];
    const [booked] = await Promise.all([ask("POST"), ...readAll()]);
    expect(reads).toBe(60);
    expect(Number(booked?.replace("after ", ""))).toBeLessThan(30);
  } finally {
    busy.server.closeAllConnections();
    busy.server.close();
  }
});
