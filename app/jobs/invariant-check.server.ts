import { and, eq, sql } from "drizzle-orm";
import { replaceSetting } from "#app/organizations/settings.server.ts";
import { elapsed } from "#app/platform/clock.ts";
import type { Log } from "#app/platform/log.ts";
import type { Db } from "#db/client.ts";
import { checkInvariants, type Snapshots, type Violation } from "#db/invariants.ts";
import { NO_ORGANIZATION, settings } from "#db/schema/index.ts";

/** The scheduled check of the invariants: of recent changes each minute, of all data each night. */
export interface InvariantCheck {
  /** Checks, unless another instance has done so within the minute, and reads the shared result. Call it each minute. */
  run(): Promise<void>;
  /** Returns the number of violations found by the last full check and since. Must be 0. */
  violations(): number;
  /** Returns the seconds since the last check by any instance. */
  ageSeconds(): number;
}

export interface InvariantCheckNeeds {
  db: Db;
  /** Provides the snapshots. A full check holds one of its connections for minutes. */
  pool: Snapshots;
  log: Log;
}

/** The result shared by all instances. Times are database time in epoch milliseconds. */
interface Findings {
  /** No check starts earlier: one is running, or none is due. */
  busyUntil: number;
  /** Start of the newest check that has finished. */
  checkedAt: number;
  /** Start of the newest full check that has finished. */
  allAt: number;
  violations: Violation[];
}

interface StoredFindings {
  findings: Findings;
  version: number;
  now: number;
}

const SECOND_MS = 1_000;
const HOUR_MS = 3_600 * SECOND_MS;
const DAY_MS = 24 * HOUR_MS;
/** A full check is due once a day after this hour, UTC. */
const NIGHT_MS = 3 * HOUR_MS;
/** Less than the minute between calls, so that an instance that is called a little early still checks. */
const PAUSE_MS = 45 * SECOND_MS;
/** A check that has not finished within this time counts as crashed. */
const TIMEOUTS_MS = { changes: PAUSE_MS, everything: 15 * 60 * SECOND_MS };
/** Changes are committed within seconds of their timestamp; a minute is a safe margin. */
const OVERLAP_MS = 60 * SECOND_MS;
const MAX_VIOLATIONS = 200;
const SETTING = "invariant-check";
const NOTHING: Findings = { busyUntil: 0, checkedAt: 0, allAt: 0, violations: [] };

/** Creates the scheduled check. Instances share its result and take turns, so that one runs at a time. */
export function createInvariantCheck(needs: InvariantCheckNeeds): InvariantCheck {
  let known = { violations: 0, age: 0, at: elapsed() };
  const remember = ({ findings: { checkedAt, violations }, now }: StoredFindings) => {
    if (checkedAt > 0) known = { violations: violations.length, age: now - checkedAt, at: elapsed() };
  };
  return {
    async run() {
      remember((await checkIfDue(needs)) ?? (await readFindings(needs.db)));
    },
    violations: () => known.violations,
    ageSeconds: () => (known.age + elapsed() - known.at) / SECOND_MS,
  };
}

/** Runs a check if one is due, else returns undefined. Throws database errors; the next call retries. */
async function checkIfDue({ db, pool, log }: InvariantCheckNeeds): Promise<StoredFindings | undefined> {
  const { findings: before, version, now } = await readFindings(db);
  if (now < before.busyUntil) return undefined;
  const all = before.allAt < lastNight(now);
  const busyUntil = now + (all ? TIMEOUTS_MS.everything : TIMEOUTS_MS.changes);
  if (!(await replaceSetting(db, SETTING, version, { ...before, busyUntil }))) return undefined;
  const since = all ? undefined : new Date(before.checkedAt - OVERLAP_MS);
  const limits = { statementTimeoutMs: all ? TIMEOUTS_MS.everything : TIMEOUTS_MS.changes };
  const found = await checkInvariants(pool, { since }, limits);
  // Violations found among changes stay until the next full check, since the next minute checks other rows.
  const fresh = found.filter((each) => !before.violations.some((old) => same(old, each)));
  if (fresh.length > 0) log.error({ violations: fresh }, "an invariant does not hold");
  const violations = (all ? found : [...before.violations, ...fresh]).slice(0, MAX_VIOLATIONS);
  const findings = {
    busyUntil: now + PAUSE_MS,
    checkedAt: now,
    allAt: all ? now : before.allAt,
    violations,
  };
  return (await replaceSetting(db, SETTING, version + 1, findings)) ? readFindings(db) : undefined;
}

function lastNight(now: number): number {
  return Math.floor((now - NIGHT_MS) / DAY_MS) * DAY_MS + NIGHT_MS;
}

function same(a: Violation, b: Violation): boolean {
  return a.title === b.title && a.organizationId === b.organizationId && a.what === b.what;
}

async function readFindings(db: Db): Promise<StoredFindings> {
  const [row] = await db
    .select({ value: settings.value, version: settings.version })
    .from(settings)
    .where(and(eq(settings.organizationId, NO_ORGANIZATION), eq(settings.name, SETTING)));
  const [clock] = await db.execute<{ now: string }>(
    sql`select floor(extract(epoch from now()) * 1000) as now`,
  );
  const findings = { ...NOTHING, ...(row?.value as Partial<Findings> | undefined) };
  return { findings, version: row?.version ?? 0, now: Number(clock?.now) };
}
