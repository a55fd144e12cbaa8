import { sql } from "drizzle-orm";
import type { TxCtx } from "#app/platform/ctx.ts";
import { newId } from "#app/platform/ids.ts";
import { ledger, resources as resourceTable } from "#db/schema/index.ts";
import type { NewResource } from "../../world.ts";
import { CHAIN_START, chainHash, type LedgerRow } from "./chain.ts";

/** Inserts resources with their first ledger rows: `created`, and `closed` for those created closed. */
export async function createRows(tx: TxCtx, resources: NewResource[]): Promise<void> {
  if (resources.length > 0) await insertRows(tx, resources, await databaseNow(tx));
}

/** Returns the database's time in epoch milliseconds. */
export async function databaseNow({ tx }: TxCtx): Promise<number> {
  const [clock] = await tx.execute<{ now: string }>(
    sql`select floor(extract(epoch from statement_timestamp()) * 1000) as now`,
  );
  return Number(clock?.now);
}

/** Inserts resources and their first ledger rows with the time `at`, in epoch milliseconds. */
export async function insertRows(tx: TxCtx, resources: NewResource[], at: number): Promise<void> {
  const { organizationId } = tx;
  const requestId = newId();
  const made = resources.map((resource) => ({ resource, rows: chained(firstRows(resource, requestId, at)) }));
  await tx.tx.insert(resourceTable).values(
    made.map(({ resource: { id, type, capacity, rules, isClosed }, rows }) => ({
      organizationId,
      id,
      type,
      capacity,
      state: isClosed ? ("CLOSED" as const) : ("OPEN" as const),
      version: rows.length,
      head: rows.at(-1)?.hash ?? CHAIN_START,
      lowestMargin: capacity,
      opensAt: dateOf(rules.opensAt),
      closesAt: dateOf(rules.closesAt),
      cancelUntil: dateOf(rules.cancelUntil),
      maxPerBooking: rules.maxPerBooking,
      maxPerPerson: rules.maxPerPerson,
      holdSeconds: rules.holdSeconds,
      scope: rules.scope,
      createdAt: new Date(at),
    })),
  );
  await tx.tx
    .insert(ledger)
    .values(
      made.flatMap(({ rows }) =>
        rows.map(({ row, hash }) => ({ organizationId, ...row, at: new Date(row.at), hash })),
      ),
    );
}

/** Returns the rows of a resource with their chained hashes. */
function chained(rows: LedgerRow[]): { row: LedgerRow; hash: Uint8Array }[] {
  let head: Uint8Array = CHAIN_START;
  return rows.map((row) => {
    head = chainHash(head, row);
    return { row, hash: head };
  });
}

function firstRows(resource: NewResource, requestId: string, at: number): LedgerRow[] {
  const created: LedgerRow = {
    resourceId: resource.id,
    sequence: 1,
    kind: "created",
    bookingId: null,
    reservationId: null,
    requestId,
    bookedDelta: 0,
    heldDelta: 0,
    booked: 0,
    held: 0,
    setAside: 0,
    capacity: resource.capacity,
    at,
  };
  return resource.isClosed ? [created, { ...created, sequence: 2, kind: "closed" }] : [created];
}

function dateOf(milliseconds: number | null): Date | null {
  return milliseconds === null ? null : new Date(milliseconds);
}
