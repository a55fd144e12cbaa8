import { once } from "node:events";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { Agent, get, type IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { getAll } from "#tests/support/raw-client.ts";
import { waitUntil } from "#tests/support/wait-until.ts";

const METRICS_TOKEN = "a-token-for-the-metrics-1";
const DOCUMENT = "/api/v1/openapi.json";

let app: RunningApp;
/** Our own connections, which are not those of attackers. */
let ownConnections = 0;
beforeAll(async () => {
  // The key makes an organisation, without which there is no document of the API.
  const env = { RESERVO_DEMO: "0", LOG_LEVEL: "warn", METRICS_TOKEN, API_KEY: "a-key-for-the-timed-tests" };
  app = await startApp({ env, readyWithin: 180_000 });
  for (const path of [DOCUMENT, "/docs/api"]) await (await fetch(app.url + path)).text();
  await ask("/health", healthAgent);
  ownConnections = await countOpen();
}, 200_000);
afterAll(() => app.stop());

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

const [healthAgent, metricsAgent] = [new Agent({ keepAlive: true }), new Agent({ keepAlive: true })];

async function ask(path: string, agent: Agent): Promise<string> {
  const headers = { Authorization: `Bearer ${METRICS_TOKEN}` };
  const [response] = (await once(get(app.url + path, { agent, headers }), "response")) as [IncomingMessage];
  let text = "";
  for await (const part of response) text += part;
  return text;
}

/** A client that sends the bytes and reads nothing of what it is sent. */
async function attack(bytes: string): Promise<Socket> {
  const { hostname, port } = new URL(app.url);
  const socket = connect(Number(port), hostname).pause();
  sockets.push(socket);
  socket.on("error", () => {});
  socket.write(bytes);
  await once(socket, "connect");
  return socket;
}

const readMetric = async (pattern: RegExp) =>
  Number(pattern.exec(await ask("/metrics", metricsAgent))?.[1] ?? 0);
const countOpen = () => readMetric(/^reservo_connections (\d+)$/m);
const countUnread = () => readMetric(/^reservo_connections_closed_total\{reason="unread"\} (\d+)$/m);

/** The app is asked, since a client that reads nothing does not notice that its connection was closed. */
const untilClosed = () =>
  waitUntil("the attackers' to be closed", async () => (await countOpen()) <= ownConnections, 30_000);

/** Asks /health again and again until the work is done; answers the times in ms, the longest last. */
async function healthDuring(work: () => Promise<void>): Promise<number[]> {
  let isOver = false;
  const times: number[] = [];
  const watch = async () => {
    while (!isOver) {
      const askedAt = performance.now();
      await ask("/health", healthAgent);
      times.push(performance.now() - askedAt);
      await pause(20);
    }
  };
  await Promise.all([
    watch(),
    work().finally(() => {
      isOver = true;
    }),
  ]);
  return times.sort((one, other) => one - other);
}

const p99 = (sorted: number[]) => sorted[Math.floor(sorted.length * 0.99)] ?? 0;

const residentMegabytes = () =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${app.pid}/status`, "utf8"))?.[1]) / 1024;

function largestAsset(): string {
  const folder = fileURLToPath(new URL("../../build/client/assets", import.meta.url));
  const sizes = readdirSync(folder).map((name) => ({ name, size: statSync(join(folder, name)).size }));
  return `/assets/${sizes.sort((one, other) => other.size - one.size)[0]?.name}`;
}

const times = (count: number, path: string) => getAll(Array<string>(count).fill(path));

test("of 500 clients that send or read slowly none is left after 11 s, and /health answers all the time", async () => {
  const slow = {
    silent: "",
    head: "GET / HTTP/1.1\r\nHost: book.test\r\nX-Slow: ",
    body: "POST /find HTTP/1.1\r\nHost: book.test\r\nContent-Length: 1000\r\n\r\nemail=",
    // More than the kernels of both sides hold for a connection.
    read: times(40, largestAsset()),
  };
  const dribbling: Socket[] = [];
  const dribble = setInterval(() => {
    for (const socket of dribbling) if (socket.writable) socket.write("a");
  }, 1_000);
  const unreadBefore = await countUnread();
  let took = 0;
  const health = await healthDuring(async () => {
    for (let index = 0; index < 125; index++) {
      dribbling.push(await attack(slow.head), await attack(slow.body));
      await Promise.all([attack(slow.silent), attack(slow.read)]);
      await pause(10);
    }
    const connectedAt = performance.now();
    await untilClosed();
    took = performance.now() - connectedAt;
  });
  clearInterval(dribble);
  const unread = (await countUnread()) - unreadBefore;

  expect(unread).toBeGreaterThan(100);
  expect(took).toBeLessThan(11_000);
  expect(p99(health)).toBeLessThan(200);
});

test("six times a thousand requests whose responses are not read take less than 100 MB", async () => {
  const before = residentMegabytes();
  let most = before;
  const health = await healthDuring(async () => {
    const looks = setInterval(() => {
      most = Math.max(most, residentMegabytes());
    }, 50);
    await Promise.all(Array.from({ length: 6 }, () => attack(times(1_000, DOCUMENT))));
    await pause(3_000);
    await untilClosed();
    clearInterval(looks);
  });

  expect(most - before).toBeLessThan(100);
  expect(p99(health)).toBeLessThan(200);
});

test("a client that sends 200 requests for a long page and leaves holds the others up for less than 1.5 s", async () => {
  const health = await healthDuring(async () => {
    const client = await attack(times(200, "/docs/api"));
    await pause(300);
    client.destroy();
    await untilClosed();
    await pause(1_000);
  });

  expect(health.at(-1)).toBeLessThan(1_500);
});
