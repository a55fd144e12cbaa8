import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { type Db, isCommitUnknown, isRetryable, openDatabase } from "#db/client.ts";
import * as schema from "#db/schema/index.ts";
import { finishWith, runTogether } from "#db/statements.ts";

/** What the workload saw; the numbers that must be 0 are at the end. */
export interface Report {
  acknowledged: number;
  refused: number;
  unknown: number;
  terminated: number;
  slowestMs: number;
  mostConnections: number;
  /** Errors that are neither retryable nor an unknown commit, by their words. */
  strangeErrors: Record<string, number>;
  /** Calls that were not answered at all. */
  hung: number;
  uncaught: number;
  unhandled: number;
  /** Transactions of which one table knows and the other does not. */
  torn: number;
  lostAcknowledgements: number;
  /** Transactions that were said to be undone, and are there. */
  undead: number;
}

const POOL = 6;
const WORKERS = 12;
const HANGS_AFTER_MS = 4000;

const [url = "", mode = "", runsMs = ""] = process.argv.slice(2);
const applicationName = `chaos ${mode}`;
const observer = postgres(url, { max: 2, onnotice: () => {} });
const acknowledged: number[] = [];
const refused: number[] = [];
const report: Report = {
  acknowledged: 0,
  refused: 0,
  unknown: 0,
  terminated: 0,
  slowestMs: 0,
  mostConnections: 0,
  strangeErrors: {},
  hung: 0,
  uncaught: 0,
  unhandled: 0,
  torn: 0,
  lostAcknowledgements: 0,
  undead: 0,
};
process.on("uncaughtException", () => report.uncaught++);
process.on("unhandledRejection", () => report.unhandled++);

/** The same Drizzle over the guarded layer, or over a plain postgres.js pool. */
function openSubject(): { db: Db; close(): Promise<void> } {
  if (mode === "guarded") return openDatabase({ url, max: POOL, applicationName });
  const client = postgres(url, {
    max: POOL,
    connection: { application_name: applicationName },
    onnotice: () => {},
  });
  return { db: drizzle(client, { schema }), close: () => client.end({ timeout: 1 }) };
}

/** Writes one id into two tables, with a savepoint in between, and time for a backend to die in. */
function writeBoth(db: Db, id: number): Promise<void> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`insert into chaos_left values (${id})`);
    await pause(Math.random() * 3);
    await tx.transaction((inner) =>
      inner.execute(sql`update chaos_counter set total = total + 1 where id = ${id % WORKERS}`),
    );
    await tx.execute(sql`insert into chaos_right values (${id})`);
  });
}

/** The same as the engine does it: the first statement goes with BEGIN, the last one with COMMIT. */
function writeBothFolded(db: Db, id: number): Promise<void> {
  const insert = (table: string) => ({
    name: table,
    values: [id],
    text: `with kept as (insert into ${table} values ($1::int)) select 1`,
  });
  return db.transaction(async (tx) => {
    await runTogether(tx, [insert("chaos_left"), { name: "clock", text: "select now()", values: [] }]);
    await pause(Math.random() * 3);
    await tx.execute(sql`update chaos_counter set total = total + 1 where id = ${id % WORKERS}`);
    finishWith(tx, insert("chaos_right"));
  });
}

/** True, or false for a call that was never answered. Notes how long it took. */
async function answered(call: Promise<unknown>): Promise<boolean> {
  const started = performance.now();
  const silence = new AbortController();
  const hung = pause(HANGS_AFTER_MS, false, { signal: silence.signal });
  hung.catch(() => {});
  try {
    const inTime = await Promise.race([call.then(() => true), hung]);
    if (!inTime) report.hung++;
    return inTime;
  } finally {
    silence.abort();
    report.slowestMs = Math.max(report.slowestMs, Math.round(performance.now() - started));
  }
}

async function worker(db: Db, number: number, until: number): Promise<void> {
  for (let turn = 0; performance.now() < until && report.hung === 0; turn++) {
    const id = turn * WORKERS + number;
    try {
      const write = mode === "guarded" && turn % 2 === 1 ? writeBothFolded : writeBoth;
      if (await answered(write(db, id))) acknowledged.push(id);
    } catch (error) {
      if (isCommitUnknown(error)) report.unknown++;
      else refused.push(id);
      noteStrange(error);
    }
    await answered(db.execute(sql`select count(*) from chaos_counter`)).catch(noteStrange);
  }
}

function noteStrange(error: unknown): void {
  if (isCommitUnknown(error) || isRetryable(error)) return;
  const cause = error instanceof Error && error.cause ? error.cause : error;
  const words = String(cause).slice(0, 120);
  report.strangeErrors[words] = (report.strangeErrors[words] ?? 0) + 1;
}

/** Counts the connections all the time, and terminates three of them every 150 ms. */
async function disturb(until: number): Promise<void> {
  for (let round = 0; performance.now() < until; round++) {
    const count =
      await observer`select count(*)::int as n from pg_stat_activity where application_name = ${applicationName}`;
    report.mostConnections = Math.max(report.mostConnections, count[0]?.n ?? 0);
    if (round % 10 === 9) {
      const killed = await observer`
        select pg_terminate_backend(pid) from (
          select pid from pg_stat_activity where application_name = ${applicationName} order by random() limit 3
        ) as victims`;
      report.terminated += killed.length;
    }
    await pause(15);
  }
}

async function verify(): Promise<void> {
  const torn = await observer`
    select id from chaos_left full join chaos_right using (id) where chaos_left.id is null or chaos_right.id is null`;
  const kept = await observer`select count(*)::int as n from chaos_left`;
  const counted = await observer`select sum(total)::int as n from chaos_counter`;
  const both = new Set(
    (await observer`select id from chaos_left join chaos_right using (id)`).map((row) => row.id),
  );
  report.torn = torn.length + Math.abs(kept[0]?.n - counted[0]?.n);
  report.acknowledged = acknowledged.length;
  report.refused = refused.length;
  report.lostAcknowledgements = acknowledged.filter((id) => !both.has(id)).length;
  report.undead = refused.filter((id) => both.has(id)).length;
}

await observer.unsafe(`
  drop table if exists chaos_left, chaos_right, chaos_counter;
  create table chaos_left (id int primary key);
  create table chaos_right (id int primary key);
  create table chaos_counter (id int primary key, total int not null);
  insert into chaos_counter select n, 0 from generate_series(0, ${WORKERS - 1}) as n`);
const subject = openSubject();
const until = performance.now() + Number(runsMs);
const workers = Array.from({ length: WORKERS }, (_, number) => worker(subject.db, number, until));
await Promise.all([...workers, disturb(until)]);
await Promise.race([subject.close(), pause(3000)]);
await observer`select pg_terminate_backend(pid, 2000) from pg_stat_activity where application_name = ${applicationName}`;
await verify();
process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0));
