import { sql } from "drizzle-orm";
import { LINES } from "#app/booking/internal/committing/line-facts.ts";
import type { Booking, Resource } from "#app/booking/world.ts";
import { NO_RULES } from "#app/booking/world.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { readLedger } from "#tests/support/ledger-check.ts";
import type { Numbers, Observed, ObservedRow } from "./subject.ts";

/** What the tables hold of an organisation; `shift` is what stored moments lack to be those of the simulation. */
export async function observeDatabase(ctx: Ctx, numbers: Numbers, shift: number): Promise<Observed> {
  const resources = await readResources(ctx);
  const bookings = await readBookings(ctx, shift);
  const ledger = new Map<string, ObservedRow[]>();
  for (const { id } of resources) {
    const rows = await readLedger(ctx.db, { organizationId: ctx.organizationId, id });
    ledger.set(id, rows.map(observedRow));
  }
  const numbered = numbers.known().flatMap(([number, id]): [number, Booking][] => {
    const booking = bookings.find((each) => each.id === id);
    return booking ? [[number, booking]] : [];
  });
  return { resources, bookings: new Map(numbered), ledger, limits: await readLimits(ctx) };
}

async function readLimits({ db, organizationId }: Ctx): Promise<Observed["limits"]> {
  const rows = await db.execute<Observed["limits"][number]>(sql`
    select scope, encode(person, 'hex') as person, taken::int from person_limits
    where organization_id = ${organizationId}`);
  return [...rows];
}

async function readResources({ db, organizationId }: Ctx): Promise<Resource[]> {
  const rows = await db.execute<Record<string, unknown> & { head: string }>(sql`
    select id, type, capacity::int, booked::int, held::int, set_aside::int as "setAside", waiting,
      case when cancelled then 'CANCELLED' else state end as state,
      version::int, encode(head, 'hex') as head, lowest_margin::int as "lowestMargin", blocked::int, over::int
    from resources where organization_id = ${organizationId} order by id`);
  return Array.from(
    rows,
    (row) => ({ ...row, rules: NO_RULES, head: Buffer.from(row.head, "hex") }) as unknown as Resource,
  );
}

async function readBookings({ db, organizationId }: Ctx, shift: number): Promise<Booking[]> {
  const rows = await db.execute<{ booking: Booking }>(sql`
    select json_build_object('id', b.id, 'fate', b.fate, 'kind', b.kind, 'counted', b.counted,
      'expiresAt', floor(extract(epoch from b.expires_at) * 1000),
      'extended', exists (select 1 from history h
        where h.organization_id = b.organization_id and h.booking_id = b.id and h.kind = 'extended'),
      'reservations', (select json_agg(json_build_object('id', r.id, 'resourceId', r.resource_id,
          'quantity', r.quantity, 'status', r.status) order by r.created_at, r.id)
        from reservations r where r.organization_id = b.organization_id and r.booking_id = b.id),
      'lines', ${sql.raw(LINES)}) as booking
    from bookings b where b.organization_id = ${organizationId}`);
  return Array.from(rows, ({ booking }) => ({
    ...booking,
    expiresAt: booking.expiresAt === null ? null : booking.expiresAt + shift,
  }));
}

const NUMBERS = [
  "sequence",
  "booked_delta",
  "held_delta",
  "booked",
  "held",
  "set_aside",
  "capacity",
] as const;

function observedRow({ hash, ...row }: Awaited<ReturnType<typeof readLedger>>[number]): ObservedRow {
  const [sequence, bookedDelta, heldDelta, booked, held, setAside, capacity] = NUMBERS.map((name) =>
    Number(row[name]),
  );
  return {
    hashed: Object.values(row),
    hash,
    kind: String(row.kind),
    reservationId: row.reservation_id === null ? null : String(row.reservation_id),
    sequence: sequence ?? 0,
    bookedDelta: bookedDelta ?? 0,
    heldDelta: heldDelta ?? 0,
    booked: booked ?? 0,
    held: held ?? 0,
    setAside: setAside ?? 0,
    capacity: capacity ?? 0,
  };
}
