import { NO_LIMITS, type TransactionLimits, type TransactionScope } from "./client.ts";
import { AUDIT_INVARIANTS } from "./internal/audit-invariants.ts";
import { BOOKING_INVARIANTS } from "./internal/booking-invariants.ts";
import type { Invariant, InvariantName } from "./internal/invariant-scope.ts";
import { RESOURCE_INVARIANTS } from "./internal/resource-invariants.ts";

export type { Invariant } from "./internal/invariant-scope.ts";
export { MAX_LISTED } from "./internal/invariant-scope.ts";

/** All invariants, in order; app/booking/README.md explains each name. */
export const INVARIANTS: readonly Invariant[] = [
  ...AUDIT_INVARIANTS,
  ...RESOURCE_INVARIANTS,
  ...BOOKING_INVARIANTS,
].sort((a, b) => a.name.localeCompare(b.name));

/** A violation of an invariant. Contains ids and numbers only. */
export interface Violation {
  name: InvariantName;
  title: string;
  organizationId: string;
  what: string;
}

/** The scope of a check: everything unless narrowed. */
export interface CheckScope {
  /** Only this organisation. */
  organizationId?: string;
  /**
   * Only resources changed since then (database time), bookings with a change of seats, and rows of the audit log. Choose it earlier than the last
   * check by more than the maximum duration of a transaction. Every hold is checked in any case.
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

/** Runs the work on one read-only snapshot of the database. Throws what a transaction throws. */
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

/** Checks every invariant in turn; returns at most `MAX_LISTED` violations of each. */
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

/** Returns all violations within the scope, on one snapshot. Changes nothing and takes no locks that block others. */
export function checkInvariants(
  source: Snapshots,
  scope: CheckScope = {},
  limits: Partial<TransactionLimits> = NO_LIMITS,
): Promise<Violation[]> {
  return inSnapshot(source, (snapshot) => findViolations(snapshot, scope), limits);
}
