import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { type BenchServer, startBenchServer } from "./databases.ts";
import { runHttpLoad } from "./http/client.ts";
import { prepareApp } from "./http/prepare.ts";
import { type HttpScenario, httpScenarios, type Made, type Side } from "./http/scenarios.ts";
import { type BenchedServer, startBaseline, startBuiltApp } from "./http/servers.ts";
import { seeded } from "./picks.ts";
import { percentile } from "./summary.ts";

const { values: options } = parseArgs({
  options: {
    json: { type: "string" },
    quick: { type: "boolean", default: false },
    scenario: { type: "string" },
    connections: { type: "string" },
    seconds: { type: "string" },
    rounds: { type: "string" },
    profile: { type: "string" },
  },
});

const { quick } = options;
const rounds = Number(options.rounds ?? (quick ? 1 : 3));
const measureMs = Number(options.seconds ?? (quick ? 1 : 3)) * 1000;
const warmUpMs = quick ? 400 : 1000;
const say = (text: string) => console.log(text);

interface Measured {
  perSecond: number;
  latencies: number[];
  failures: Record<string, number>;
}

interface Result {
  scenario: string;
  concurrency: number;
  implementation: string;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

/** By what is held against the app; the app itself is among them. */
type Servers = Record<Exclude<HttpScenario["against"], "quiet-app">, BenchedServer> & {
  /** Started when it is asked for the first time: it would take part in the app's jobs. */
  "quiet-app"(): Promise<BenchedServer>;
};

async function runOnce(
  scenario: HttpScenario,
  connections: number,
  side: Side,
  port: number,
): Promise<Measured> {
  const random = seeded(connections);
  const { request, status } = side === "app" ? scenario.app : scenario.other;
  const load = { port, connections, warmUpMs, measureMs, status, request: () => request(random) };
  const { latencies, seconds, failures } = await runHttpLoad(load);
  return { perSecond: latencies.length / seconds, latencies, failures };
}

/** The round with the speed in the middle, with all that went wrong in any. */
function median(all: Measured[]): Measured {
  const middle = [...all].sort((a, b) => a.perSecond - b.perSecond)[Math.floor(all.length / 2)];
  if (!middle) throw new Error("There is no round to sum up.");
  return { ...middle, failures: Object.assign({}, ...all.map((each) => each.failures)) };
}

/** Both sides in turn, round by round; the first, in which both still compile what they do, does not count. */
async function measure(scenario: HttpScenario, connections: number, servers: Servers): Promise<Result[]> {
  const other = scenario.against === "quiet-app" ? await servers["quiet-app"]() : servers[scenario.against];
  const measured: Record<Side, Measured[]> = { app: [], against: [] };
  for (let round = 0; round <= rounds * (scenario.timesRounds ?? 1); round++) {
    const app = await runOnce(scenario, connections, "app", servers.app.port);
    const against = await runOnce(scenario, connections, "against", other.port);
    if (round === 0) continue;
    measured.app.push(app);
    measured.against.push(against);
  }
  const [app, against] = [median(measured.app), median(measured.against)];
  const ratio = app.perSecond / against.perSecond;
  const wanted = scenario.atLeast[connections];
  const mark = wanted !== undefined && ratio < wanted ? " !" : "";
  say(
    line([
      ...[scenario.name, String(connections), whole(app.perSecond), whole(against.perSecond)],
      ...[
        `${ratio.toFixed(2)}${mark}`,
        wanted === undefined ? "" : String(wanted),
        delays(app),
        delays(against),
      ],
    ]),
  );
  for (const [words, count] of Object.entries({ ...app.failures, ...against.failures })) {
    say(`${scenario.name} with ${connections}: ${count} answers were wrong: ${words}`);
    process.exitCode = 1;
  }
  return [
    resultOf(scenario, connections, "app", app),
    resultOf(scenario, connections, scenario.against === "app" ? "anew" : scenario.against, against),
  ];
}

function resultOf(
  { name }: HttpScenario,
  concurrency: number,
  implementation: string,
  each: Measured,
): Result {
  const sorted = [...each.latencies].sort((a, b) => a - b);
  const [p50Ms, p99Ms] = [percentile(sorted, 0.5), percentile(sorted, 0.99)];
  return { scenario: name, concurrency, implementation, perSecond: each.perSecond, p50Ms, p99Ms };
}

function delays({ latencies }: Measured): string {
  const sorted = [...latencies].sort((a, b) => a - b);
  return `${percentile(sorted, 0.5).toFixed(1)} / ${percentile(sorted, 0.99).toFixed(1)} ms`;
}

const whole = (value: number) => Math.round(value).toLocaleString("en");
const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
const COLUMNS = [
  "scenario",
  "connections",
  "app/s",
  "other/s",
  "ratio",
  "minimum",
  "app p50 / p99",
  "other p50 / p99",
];

async function measureAll(servers: Servers, made: Made): Promise<void> {
  const all = httpScenarios(made).filter((each) => !options.scenario || each.name === options.scenario);
  if (all.length === 0) throw new Error(`There is no scenario ${options.scenario}.`);
  say(`Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model}).`);
  say(
    `${rounds} × ${measureMs / 1000} s each, in turn, after one that does not count; the median round counts.\n`,
  );
  say(`${line(COLUMNS)}\n${line(COLUMNS.map(() => "---"))}`);
  const results: Result[] = [];
  for (const scenario of all) {
    const counts = options.connections ? [Number(options.connections)] : scenario.connections;
    for (const connections of quick ? counts.slice(0, 1) : counts) {
      results.push(...(await measure(scenario, connections, servers)));
    }
  }
  if (options.json) await writeFile(options.json, `${JSON.stringify(results, null, 2)}\n`);
}

/** Each server has a database of its own, filled alike. */
async function run(database: BenchServer): Promise<void> {
  const [ours, theirs] = [await database.copy(20_000), await database.copy(20_000)];
  const made = await prepareApp(ours.url, theirs.url);
  const app = await startBuiltApp({ databaseUrl: ours.url, logLevel: "info", profile: options.profile });
  let quiet: BenchedServer | undefined;
  const startQuiet = async () => {
    quiet ??= await startBuiltApp({ databaseUrl: ours.url, logLevel: "silent" });
    return quiet;
  };
  const baseline = await startBaseline(theirs.url);
  try {
    await measureAll({ app, baseline, "quiet-app": startQuiet }, made);
  } finally {
    await Promise.all([app.stop(), quiet?.stop(), baseline.stop()]);
    await Promise.all([ours.drop(), theirs.drop()]);
  }
}

const server = await startBenchServer((text) => console.error(text));
try {
  await run(server);
} finally {
  await server.stop();
}
