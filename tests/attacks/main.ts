import { fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Attack, Target } from "./attack.ts";
import { type AttackedApp, openAttackedApp } from "./attacked-app.ts";
import { ATTACKS } from "./attacks.ts";
import type { AttackResult } from "./bounds.ts";
import { openClient } from "./http-client.ts";
import { measure } from "./measure.ts";
import { printHead, printRows, printVerdicts } from "./report.ts";

// Sends attacks to the built app beside a stream of bookings: `npm run attacks`. Needs Linux, for the addresses that they
// come from and for the memory of the server. Ends with 1 when a bound is missed or an attacker saw a fault.

const { values: options } = parseArgs({
  options: {
    only: { type: "string" },
    /** 150,000,000 ends a server that builds the array; 20,000,000 stops it for some seconds. */
    index: { type: "string", default: "150000000" },
    /** How often each attack is repeated on the same server. */
    rounds: { type: "string", default: "1" },
  },
});

const QUIET_MS = 5_000;
/** As long as the attack lasts, where its latencies are compared with those before it. */
const COMPARED_QUIET_MS = 12_000;
const WARM_UP_MS = 3_000;
const ATTACK_WITHIN_MS = 150_000;
const RECOVERS_WITHIN_MS = 60_000;
const RECOVERED_MS = 250;

/** Runs the attack in a process of its own, and answers which faults it saw. */
async function attackFrom(target: Target, { finding }: Attack): Promise<string[]> {
  const program = fileURLToPath(new URL("attacker.ts", import.meta.url));
  const attacker = fork(program, { execArgv: ["--import", "tsx"] });
  const exited = once(attacker, "exit");
  let faults: string[] | undefined;
  attacker.on("message", (message) => {
    faults = message as string[];
  });
  attacker.send({ finding, target });
  const tooLong = setTimeout(() => attacker.kill("SIGKILL"), ATTACK_WITHIN_MS);
  await exited;
  clearTimeout(tooLong);
  return faults ?? [`the attack did not end within ${ATTACK_WITHIN_MS / 1_000} s`];
}

/** Waits until the server answers quickly again, for a bounded time. */
async function recovered(app: AttackedApp): Promise<void> {
  const client = openClient({ port: app.target().port });
  const until = performance.now() + RECOVERS_WITHIN_MS;
  for (let quick = 0; quick < 3 && performance.now() < until && !app.hasEnded(); ) {
    const startedAt = performance.now();
    await client.send({ path: "/health" }).catch(() => {});
    quick = performance.now() - startedAt < RECOVERED_MS ? quick + 1 : 0;
    await pause(50);
  }
  client.close();
}

const WARM_UP_READS = 20;

/** Reads the pages as visitors do, since the first ones are rendered by code that was never optimised. */
async function readPages({ target }: AttackedApp): Promise<void> {
  const { port, organizationSlug, quiet } = target();
  const client = openClient({ port });
  const organization = `/o/${organizationSlug}`;
  for (let read = 0; read < WARM_UP_READS; read++) {
    const paths = ["", `?q=before${read}`, "/feed.xml", "/calendar.ics"].map((path) => organization + path);
    for (const path of [...paths, `/e/${quiet.slug}?seats=${read}`]) await client.send({ path });
  }
  client.close();
}

async function runRound(app: AttackedApp, attack: Attack): Promise<AttackResult> {
  const before = await measure(app, pause(attack.maxTimesP99 ? COMPARED_QUIET_MS : QUIET_MS));
  const attacking = attackFrom(app.target(), attack);
  const over = Promise.all([attacking.then(() => recovered(app)), pause(QUIET_MS)]);
  const during = await measure(app, over);
  const after = await measure(app, pause(QUIET_MS));
  return { attack, before, during, after, faults: await attacking, ended: app.hasEnded() };
}

const chosen = ATTACKS.filter(({ finding }) => options.only === undefined || finding === options.only);
if (chosen.length === 0) throw new Error(`There is no attack ${options.only}.`);
const app = await openAttackedApp(Number(options.index));
const results: AttackResult[] = [];
try {
  printHead();
  for (const attack of chosen) {
    await app.restart();
    await measure(app, Promise.all([readPages(app), pause(WARM_UP_MS)]));
    for (let round = 0; round < Number(options.rounds); round++) {
      const result = await runRound(app, attack);
      results.push(result);
      printRows(result);
    }
  }
} finally {
  await app.close();
}
if (!printVerdicts(results)) process.exitCode = 1;
