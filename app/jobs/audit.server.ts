import { and, eq, sql } from "drizzle-orm";
import { replaceSetting } from "#app/organizations/settings.server.ts";
import { elapsed } from "#app/platform/clock.ts";
import type { Log } from "#app/platform/log.ts";
import type { Db } from "#db/client.ts";
import { checkInvariants, type Snapshots, type Violation } from "#db/invariants.ts";
import { NO_ORGANIZATION, settings } from "#db/schema/index.ts";

/** Looks whether the invariants hold: each minute at what changed, each night at everything. */
export interface Audit {
  /** To be called each minute. Looks if no other instance has; takes over what was found in either case. */
  run(): Promise<void>;
  /** How many violations were found since, and in, the last look at everything. Must be 0. */
  violations(): number;
  /** Seconds since the database was last looked at, by this instance or another. */
  ageSeconds(): number;
}

export interface AuditNeeds {
  db: Db;
  /** Where snapshots are taken; looking at everything keeps one of its connections for a while. */
  pool: Snapshots;
  log: Log;
}

/** What the instances know together; times are database time in epoch milliseconds. */
interface Findings {
  /** Until then one instance is at work, or nothing is due. */
  busyUntil: number;
  /** When the newest look that was finished began. */
  checkedAt: number;
  /** When the newest finished look at everything began. */
  allAt: number;
  violations: Violation[];
}

interface Seen {
  findings: Findings;
  version: number;
  now: number;
}

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;
/** Everything is looked at once after this hour, UTC. */
const NIGHT = 3 * HOUR;
/** Less than the minute between calls, so that an instance that is a little early finds its turn. */
const PAUSE_MS = 45 * SECOND;
/** An instance that has not finished by then is taken for dead. */
const LONGEST = { changes: PAUSE_MS, everything: 15 * 60 * SECOND };
/** A change is committed at most seconds after the time that it bears; a minute is more than enough. */
const OVERLAP = 60 * SECOND;
const MOST_KEPT = 200;
const NAME = "audit";
const NOTHING: Findings = { busyUntil: 0, checkedAt: 0, allAt: 0, violations: [] };

export function createAudit(needs: AuditNeeds): Audit {
  let known = { violations: 0, age: 0, at: elapsed() };
  const take = ({ findings: { checkedAt, violations }, now }: Seen) => {
    if (checkedAt > 0) known = { violations: violations.length, age: now - checkedAt, at: elapsed() };
  };
  return {
    async run() {
      take((await lookIfDue(needs)) ?? (await readFindings(needs.db)));
    },
    violations: () => known.violations,
    ageSeconds: () => (known.age + elapsed() - known.at) / SECOND,
  };
}

/** Undefined where it is not this instance's turn. Throws what the database throws; the next call tries again. */
async function lookIfDue({ db, pool, log }: AuditNeeds): Promise<Seen | undefined> {
  const { findings: before, version, now } = await readFindings(db);
  if (now < before.busyUntil) return undefined;
  const all = before.allAt < lastNight(now);
  const busyUntil = now + (all ? LONGEST.everything : LONGEST.changes);
  if (!(await replaceSetting(db, NAME, version, { ...before, busyUntil }))) return undefined;
  const since = all ? undefined : new Date(before.checkedAt - OVERLAP);
  const limits = { statementTimeoutMs: all ? LONGEST.everything : LONGEST.changes };
  const found = await checkInvariants(pool, { since }, limits);
  // What a look at changes found stays until everything has been looked at: the next minute looks elsewhere.
  const fresh = found.filter((each) => !before.violations.some((old) => same(old, each)));
  if (fresh.length > 0) log.error({ violations: fresh }, "an invariant does not hold");
  const violations = (all ? found : [...before.violations, ...fresh]).slice(0, MOST_KEPT);
  const findings = {
    busyUntil: now + PAUSE_MS,
    checkedAt: now,
    allAt: all ? now : before.allAt,
    violations,
  };
  return (await replaceSetting(db, NAME, version + 1, findings)) ? readFindings(db) : undefined;
}

function lastNight(now: number): number {
  return Math.floor((now - NIGHT) / DAY) * DAY + NIGHT;
}

function same(a: Violation, b: Violation): boolean {
  return a.title === b.title && a.organizationId === b.organizationId && a.what === b.what;
}

async function readFindings(db: Db): Promise<Seen> {
  const [row] = await db
    .select({ value: settings.value, version: settings.version })
    .from(settings)
    .where(and(eq(settings.organizationId, NO_ORGANIZATION), eq(settings.name, NAME)));
  const [clock] = await db.execute<{ now: string }>(
    sql`select floor(extract(epoch from now()) * 1000) as now`,
  );
  const findings = { ...NOTHING, ...(row?.value as Partial<Findings> | undefined) };
  return { findings, version: row?.version ?? 0, now: Number(clock?.now) };
}
