import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { startBenchServer } from "../databases.ts";
import { HOT } from "../fill.ts";
import { seeded } from "../picks.ts";
import { percentile } from "../summary.ts";
import { type HttpTally, runHttpLoad } from "./client.ts";
import { prepareApp } from "./prepare.ts";
import { httpScenarios } from "./scenarios.ts";
import { startBuiltApp } from "./servers.ts";

/** How reads of availability do beside many who follow it, while it changes: `tsx tests/bench/http/streams.ts`. */
const STREAMS = 2_000;
const OF_A_NETWORK = 400;
const CONNECTIONS = 100;
const say = (text: string) => console.log(text);

/** Opens streams from several addresses, since a network may have so many only, and counts what they bring. */
async function listen(port: number): Promise<{ events: () => number; end(): void }> {
  let events = 0;
  const sockets: Socket[] = [];
  for (let index = 0; index < STREAMS; index++) {
    const localAddress = `127.0.1.${1 + Math.floor(index / OF_A_NETWORK)}`;
    const socket = connect({ port, host: "127.0.0.1", localAddress });
    socket.write(`GET /api/v1/availability/${HOT}/stream HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    const [first] = (await once(socket, "data")) as [Buffer];
    const head = first.toString("latin1", 0, 15);
    if (!head.includes(" 200 ")) throw new Error(`Stream ${index} was answered with ${head}.`);
    socket.on("data", (bytes) => {
      events += bytes.includes("data: ") ? 1 : 0;
    });
    sockets.push(socket);
  }
  return { events: () => events, end: () => sockets.forEach((socket) => void socket.destroy()) };
}

function tell(what: string, { latencies, seconds, failures }: HttpTally): void {
  const sorted = [...latencies].sort((a, b) => a - b);
  const delays = [0.5, 0.99].map((part) => percentile(sorted, part).toFixed(1)).join(" / ");
  say(`${what}: ${Math.round(latencies.length / seconds)}/s, p50 / p99 ${delays} ms`);
  for (const [words, count] of Object.entries(failures)) say(`${count} answers were wrong: ${words}`);
}

const database = await startBenchServer(say);
const [ours, theirs] = [await database.copy(20_000), await database.copy(20_000)];
const scenarios = httpScenarios(await prepareApp(ours.url, theirs.url));
const app = await startBuiltApp({ databaseUrl: ours.url, logLevel: "info" });

async function load(name: string, connections: number, measureMs = 4_000): Promise<HttpTally> {
  const scenario = scenarios.find((each) => each.name === name);
  if (!scenario) throw new Error(`There is no scenario ${name}.`);
  const random = seeded(connections);
  const request = () => scenario.app.request(random);
  const { port } = app;
  return runHttpLoad({ port, connections, warmUpMs: 1_000, measureMs, status: scenario.app.status, request });
}

try {
  tell("nobody follows", await load("availability", CONNECTIONS));
  const readers = await listen(app.port);
  tell(`${STREAMS} follow, nothing changes`, await load("availability", CONNECTIONS));
  const before = readers.events();
  const [reads, commits] = await Promise.all([load("availability", CONNECTIONS), load("hot", 1)]);
  tell(`${STREAMS} follow what is booked all the time`, reads);
  tell("  the bookings beside", commits);
  say(`  events: ${Math.round((readers.events() - before) / 5)}/s`);
  readers.end();
} finally {
  await app.stop();
  await Promise.all([ours.drop(), theirs.drop()]);
  await database.stop();
}
