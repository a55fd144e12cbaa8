import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect } from "vitest";
import type { Db } from "#db/client.ts";

interface ResourceState {
  organizationId: string;
  id: string;
  capacity: number;
  booked: number;
  held: number;
  version: number;
  head: string;
  confirmed: number;
  pending: number;
}

interface LedgerEntry {
  [column: string]: string | number | null;
  hash: string;
}

/** The columns that a row's hash covers, in order. */
const HASHED = [
  ...["resource_id", "sequence", "kind", "booking_id", "reservation_id", "request_id"],
  ...["booked_delta", "held_delta", "booked", "held", "set_aside", "capacity", "at"],
];

/**
 * Replays the ledger of every resource, of one organisation or of all, and recomputes the hashes: no gap, no altered row, never
 * more seats taken than available, and the last row, the resource and its reservations agree.
 */
export async function expectSoundLedger(db: Db, organizationId?: string): Promise<void> {
  const resources = await readResources(db, organizationId);
  expect(resources.length).toBeGreaterThan(0);
  for (const resource of resources) checkChain(resource, await readLedger(db, resource));
  const [torn] = await db.execute(sql`
    select count(*)::int as number from bookings b
    where not exists (select 1 from reservations r where r.organization_id = b.organization_id
        and r.booking_id = b.id and (r.status = 'CONFIRMED') = (b.fate = 'confirmed'))
      or exists (select 1 from reservations r where r.organization_id = b.organization_id
        and r.booking_id = b.id and (r.status = 'CONFIRMED') <> (b.fate = 'confirmed'))
      or (select count(*) from history h where h.organization_id = b.organization_id and h.booking_id = b.id)
        <> case b.fate when 'confirmed' then 1 else 2 end`);
  expect(torn?.number, "partial bookings").toBe(0);
}

function checkChain(resource: ResourceState, rows: LedgerEntry[]): void {
  let previous: Uint8Array = Buffer.alloc(32);
  let [booked, held] = [0, 0];
  rows.forEach((row, index) => {
    expect(row.sequence).toBe(index + 1);
    booked += Number(row.booked_delta);
    held += Number(row.held_delta);
    expect({ booked: row.booked, held: row.held }).toEqual({ booked, held });
    expect(booked + held).toBeLessThanOrEqual(Number(row.capacity));
    const text = JSON.stringify(HASHED.map((column) => row[column]));
    previous = createHash("sha256").update(previous).update(text).digest();
    expect(row.hash, `the hash of row ${row.sequence}`).toBe(Buffer.from(previous).toString("hex"));
  });
  const { capacity, version, head, confirmed, pending } = resource;
  expect({ booked: resource.booked, held: resource.held, version, head }).toEqual({
    booked,
    held,
    version: rows.length,
    head: rows.at(-1)?.hash,
  });
  expect({ confirmed, pending, capacity }).toEqual({
    confirmed: booked,
    pending: held,
    capacity: rows.at(-1)?.capacity,
  });
}

async function readResources(db: Db, organizationId: string | undefined): Promise<ResourceState[]> {
  const sums = (status: string) => sql`(select coalesce(sum(quantity), 0)::int from reservations v
    where v.organization_id = r.organization_id and v.resource_id = r.id and v.status = ${status})`;
  return (await db.execute(sql`
    select organization_id as "organizationId", id, capacity::int, booked::int, held::int, version::int,
      encode(head, 'hex') as head, ${sums("CONFIRMED")} as confirmed, ${sums("PENDING")} as pending
    from resources r
    where ${organizationId ?? null}::uuid is null or organization_id = ${organizationId ?? null}::uuid`)) as unknown as ResourceState[];
}

/** Returns the rows of a resource's ledger, oldest first; `at` in milliseconds and hashes as hexadecimal digits. */
export async function readLedger(
  db: Db,
  resource: { organizationId: string; id: string },
): Promise<LedgerEntry[]> {
  return (await db.execute(sql`
    select resource_id, sequence::int, kind, booking_id, reservation_id, request_id, booked_delta::int,
      held_delta::int, booked::int, held::int, set_aside::int, capacity::int,
      floor(extract(epoch from at) * 1000)::float8 as at, encode(hash, 'hex') as hash
    from ledger where organization_id = ${resource.organizationId} and resource_id = ${resource.id}
    order by sequence`)) as unknown as LedgerEntry[];
}
