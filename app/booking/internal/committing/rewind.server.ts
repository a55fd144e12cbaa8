import { arrayLiteral } from "#db/arrays.ts";
import type { Tx } from "#db/client.ts";
import { runTogether } from "#db/statements.ts";
import type { HistoryKind } from "../../states.ts";
import type { Booking } from "../../world.ts";
import { LINES, type ReadBooking, withLines } from "./line-facts.ts";
import { BOOKING_FACTS } from "./read-state-statements.ts";

/** A booking at the position of one of its history rows. */
export interface Moment {
  bookingId: string;
  position: number;
}

/**
 * Returns bookings as they were at the given moments, in that order, from the append-only ledger and history. `counted`
 * and the deadline are the current values.
 */
export async function rewind(
  tx: Tx,
  organizationId: string,
  moments: Moment[],
): Promise<(Booking | undefined)[]> {
  if (moments.length === 0) return [];
  const values = [
    organizationId,
    arrayLiteral(moments.map((each) => each.bookingId)),
    arrayLiteral(moments.map((each) => each.position)),
  ];
  const [rows = []] = await runTogether(tx, [{ name: "rewind", text: REWIND, values }]);
  const found = new Map((rows as Row[]).map((row) => [Number(row.nth), row]));
  return moments.map((_, index) => {
    const then = found.get(index + 1);
    if (!then) return undefined;
    const fate = then.kind === "held" ? "pending" : (then.kind as Booking["fate"]);
    const kind = then.was_tentative && fate === "pending" ? "tentative" : then.booking.kind;
    return withLines({ ...then.booking, fate, kind });
  });
}

interface Row {
  nth: string;
  kind: HistoryKind;
  was_tentative: boolean;
  booking: ReadBooking;
}

const REWIND = `
select m.nth, b.was_tentative,
  (select h.kind from history h
    where h.organization_id = $1::uuid and h.booking_id = b.id and h.position <= m.position
      and h.kind in ('held', 'confirmed', 'cancelled', 'expired')
    order by h.position desc limit 1) as kind,
  json_build_object(${BOOKING_FACTS}, 'changes', m.position,
    'extended', exists (select 1 from history h where h.organization_id = $1::uuid and h.booking_id = b.id
      and h.position <= m.position and h.kind = 'extended'),
    'reservations', (
      select json_agg(json_build_object('id', r.id, 'resourceId', r.resource_id, 'quantity', r.quantity,
        'status', case l.kind when 'freed' then r.status when 'confirmed' then 'CONFIRMED'
          else case when l.booked_delta > 0 then 'CONFIRMED' else 'PENDING' end end,
        'sequence', l.sequence, 'decidedAt', floor(extract(epoch from l.at) * 1000),
        'createdAt', floor(extract(epoch from r.created_at) * 1000)) order by r.created_at, r.id)
      from reservations r cross join lateral (
        select l.* from ledger l
        join history h on h.organization_id = l.organization_id and h.request_id = l.request_id
        where l.organization_id = $1::uuid and l.booking_id = b.id and l.reservation_id = r.id
          and h.booking_id = b.id and h.position <= m.position
        order by l.sequence desc limit 1
      ) l
      where r.organization_id = $1::uuid and r.booking_id = b.id),
    'lines', coalesce((select h.lines::json from history h
      where h.organization_id = $1::uuid and h.booking_id = b.id and h.position > m.position and h.lines is not null
      order by h.position limit 1), ${LINES})) as booking
from unnest($2::uuid[], $3::bigint[]) with ordinality as m(booking_id, position, nth)
join bookings b on b.organization_id = $1::uuid and b.id = m.booking_id`;
