import { NO_LIMITS, type TransactionLimits, type TransactionScope } from "./client.ts";
import { BOOKING_INVARIANTS } from "./internal/booking-invariants.ts";
import type { Invariant, InvariantName } from "./internal/invariant-scope.ts";
import { RESOURCE_INVARIANTS } from "./internal/resource-invariants.ts";

export type { Invariant } from "./internal/invariant-scope.ts";
export { MOST_TOLD } from "./internal/invariant-scope.ts";

/** What must always hold, in order; app/booking/README.md says what each name means. */
export const INVARIANTS: readonly Invariant[] = [...RESOURCE_INVARIANTS, ...BOOKING_INVARIANTS].sort((a, b) =>
  a.name.localeCompare(b.name),
);

/** Where an invariant does not hold. Ids and numbers only. */
export interface Violation {
  name: InvariantName;
  title: string;
  organizationId: string;
  what: string;
}

/** What is looked at: everything, unless it is narrowed. */
export interface CheckScope {
  /** One organisation. */
  organizationId?: string;
  /**
   * Only resources with a change since then, database time, and bookings with a change of seats. Choose it earlier than
   * the last check by more than a transaction may take. Every hold is looked at in any case.
   */
  since?: Date;
}

/** A pool or a direct client. */
export interface Snapshots {
  transaction<T>(
    work: (snapshot: TransactionScope) => Promise<T>,
    limits?: Partial<TransactionLimits>,
  ): Promise<T>;
}

/** Runs the work on one unchanging view of the database, which it can only read. Throws what a transaction throws. */
export function inSnapshot<T>(
  source: Snapshots,
  work: (snapshot: TransactionScope) => Promise<T>,
  limits: Partial<TransactionLimits> = NO_LIMITS,
): Promise<T> {
  return source.transaction(async (snapshot) => {
    await snapshot.query("set transaction isolation level repeatable read, read only");
    return work(snapshot);
  }, limits);
}

/** Asks every invariant in turn; at most `MOST_TOLD` violations of each are answered. */
export async function findViolations(
  snapshot: TransactionScope,
  scope: CheckScope = {},
): Promise<Violation[]> {
  const violations: Violation[] = [];
  const values = [scope.organizationId ?? null, scope.since?.toISOString() ?? null];
  for (const { name, title, sql } of INVARIANTS) {
    const rows = await snapshot.query<{ organization_id: string; what: string }>(sql, values);
    violations.push(
      ...rows.map((row) => ({ name, title, organizationId: row.organization_id, what: row.what })),
    );
  }
  return violations;
}

/** All violations within the scope, on one snapshot. Changes nothing and waits for nobody. */
export function checkInvariants(
  source: Snapshots,
  scope: CheckScope = {},
  limits: Partial<TransactionLimits> = NO_LIMITS,
): Promise<Violation[]> {
  return inSnapshot(source, (snapshot) => findViolations(snapshot, scope), limits);
}
