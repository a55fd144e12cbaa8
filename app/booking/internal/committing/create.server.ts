import { sql } from "drizzle-orm";
import type { TxCtx } from "#app/platform/ctx.ts";
import { newId } from "#app/platform/ids.ts";
import { ledger, resources as resourceTable } from "#db/schema/index.ts";
import type { NewResource } from "../../world.ts";
import { CHAIN_START, chainHash, type LedgerRow } from "./chain.ts";

/** Writes new resources and the first ledger row of each. */
export async function createRows(tx: TxCtx, resources: NewResource[]): Promise<void> {
  if (resources.length > 0) await insertRows(tx, resources, await databaseNow(tx));
}

export async function databaseNow({ tx }: TxCtx): Promise<number> {
  const [clock] = await tx.execute<{ now: string }>(
    sql`select floor(extract(epoch from statement_timestamp()) * 1000) as now`,
  );
  return Number(clock?.now);
}

export async function insertRows(tx: TxCtx, resources: NewResource[], at: number): Promise<void> {
  const { organizationId } = tx;
  const requestId = newId();
  const rows = resources.map((resource) => {
    const row = firstRow(resource, requestId, at);
    return { resource, row, hash: chainHash(CHAIN_START, row) };
  });
  await tx.tx.insert(resourceTable).values(
    rows.map(({ resource: { id, type, capacity, rules }, hash }) => ({
      organizationId,
      id,
      type,
      capacity,
      version: 1,
      head: hash,
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
    .values(rows.map(({ row, hash }) => ({ organizationId, ...row, at: new Date(row.at), hash })));
}

function firstRow(resource: NewResource, requestId: string, at: number): LedgerRow {
  return {
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
}

function dateOf(milliseconds: number | null): Date | null {
  return milliseconds === null ? null : new Date(milliseconds);
}
