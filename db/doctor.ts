import { findExcessPower } from "./app-role.ts";
import { NO_LIMITS, openDirect, type TransactionScope } from "./client.ts";
import { findViolations, INVARIANTS, inSnapshot, MAX_LISTED, type Violation } from "./invariants.ts";

/** Exit code: 0 when all is well, 1 when an invariant is violated, 2 when the database could not be examined. */
export type DatabaseReport = 0 | 1 | 2;

/**
 * Examines an entire database on one snapshot, changes nothing, and prints a report for a person: what was examined, each
 * invariant, and its violations, and what the role of the app may do beyond its needs: `appRole`, by default the role of the URL.
 * Can run next to a running Reservo. The URL must not lead through PgBouncer. Never throws:
 * errors are printed.
 */
export async function checkDatabase(
  url: string,
  print: (line: string) => void,
  appRole?: string,
): Promise<DatabaseReport> {
  try {
    const client = await openDirect(url, {
      applicationName: "reservo doctor",
      limits: NO_LIMITS,
      onNotice: ({ severity, message }) => print(`${severity}: ${message}`),
    });
    try {
      const result = await inSnapshot(client, (snapshot) => report(snapshot, url, print));
      const powers = await findExcessPower(client.query, appRole);
      if (powers.length > 0)
        print(`WARNING: the role of the app ${powers.join(" and ")}; see docs/operations.md.`);
      return result;
    } finally {
      await client.end();
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    print(`The database at ${hostAndPath(url)} could not be examined: ${reason}`);
    return 2;
  }
}

async function report(
  snapshot: TransactionScope,
  url: string,
  print: (line: string) => void,
): Promise<DatabaseReport> {
  const [counts] = await snapshot.query<Record<string, string>>(COUNTS);
  print(`Reservo's invariants in the database at ${hostAndPath(url)}, as of ${counts?.at}`);
  print(
    `organisations: ${counts?.organizations}, resources: ${counts?.resources}, bookings: ${counts?.bookings}, ` +
      `reservations: ${counts?.reservations}, ledger rows: ${counts?.ledger}, history rows: ${counts?.history}, ` +
      `audit log rows: ${counts?.audit_log}`,
  );
  print("");
  const violations = await findViolations(snapshot);
  for (const { name, title } of INVARIANTS) {
    const own = violations.filter((each) => each.title === title);
    print(`${name}  ${own.length === 0 ? "holds" : "BROKEN"}  ${title}`);
    for (const line of linesOf(own)) print(`      ${line}`);
  }
  print("");
  if (violations.length === 0) {
    print(`All ${INVARIANTS.length} hold.`);
    return 0;
  }
  const broken = new Set(violations.map((each) => each.title)).size;
  print(`${broken} of ${INVARIANTS.length} do not hold; violations: ${violations.length}.`);
  return 1;
}

function linesOf(violations: Violation[]): string[] {
  const lines = violations.map((each) => `organisation ${each.organizationId}: ${each.what}`);
  return violations.length < MAX_LISTED ? lines : [...lines, `… only the first ${MAX_LISTED} are listed`];
}

/** Returns the host and the database of a URL, without user and password. */
function hostAndPath(url: string): string {
  if (!URL.canParse(url)) return "an invalid URL";
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

const COUNTS = `select to_char(now() at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"') as at,
  (select count(*) from organizations) as organizations, (select count(*) from resources) as resources,
  (select count(*) from bookings) as bookings, (select count(*) from reservations) as reservations,
  (select count(*) from ledger) as ledger, (select count(*) from history) as history,
  (select count(*) from audit_log) as audit_log`;
