import { type SQL, sql } from "drizzle-orm";
import { enqueueMoved } from "#app/mail/enqueue.server.ts";
import type { Ctx, TxCtx } from "#app/platform/ctx.ts";
import { arrayLiteral } from "#db/arrays.ts";
import type { FormerWhereabouts } from "#db/schema/index.ts";
import { listAllSessions } from "./change-event.server.ts";
import type { EventInput } from "./editor/event-form.ts";
import { sessionTimes } from "./editor/session-times.ts";
import type { Event, Session } from "./event.ts";
import { findJoinLink } from "./join-link.server.ts";

/** What an organiser's change moves, for whoever is booked. */
export interface Move {
  eventId: string;
  formerly: FormerWhereabouts;
  /** The place or the join link is another one: then it concerns every session to come, those too that are not moved. */
  isElsewhere: boolean;
}

/**
 * What saving an event's form would move: sessions that begin or end at another time and are not over both ways, the place,
 * and the join link. Undefined where none of it is so: then there is nothing to notify of.
 */
export async function moveOf(
  ctx: Ctx,
  event: Event,
  before: Session[],
  input: EventInput,
): Promise<Move | undefined> {
  const joinUrl = await findJoinLink(ctx, event.id);
  const times = sessionTimes(input);
  const moved = input.sessions.flatMap(({ id }, index) => {
    const [was, is] = [before.find((session) => session.id === id), times[index]];
    if (!was || !is) return [];
    const isSame = +was.startsAt === +is.startsAt && +was.endsAt === +is.endsAt;
    return isSame || (was.endsAt <= ctx.now && is.endsAt <= ctx.now) ? [] : [was];
  });
  const isElsewhere = event.place !== input.place || joinUrl !== (input.joinUrl ?? joinUrl);
  if (moved.length === 0 && !isElsewhere) return undefined;
  const sessions = Object.fromEntries(
    moved.map(({ id, startsAt, endsAt }) => [
      id,
      { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), timeZone: event.timeZone },
    ]),
  );
  return { eventId: event.id, formerly: { place: event.place, joinUrl, sessions }, isElsewhere };
}

/** Returns for how many bookings saving the form would move something. */
export async function countMoved(ctx: Ctx, event: Event, input: EventInput): Promise<number> {
  const move = await moveOf(ctx, event, await listAllSessions(ctx, event.id), input);
  if (!move) return 0;
  const [row] = await ctx.db.execute<{ number: number }>(sql`
    select count(*)::int as number from (${concerned(ctx, move)}) concerned`);
  return Number(row?.number ?? 0);
}

/** Queues a mail about a move for each booking that it concerns, in the transaction that moves. */
export function enqueueMoveMails(tx: TxCtx, move: Move): Promise<void> {
  return enqueueMoved(tx, concerned(tx, move), move.formerly);
}

/** The bookings that take seats in what is moved, as a query of their ids. */
function concerned({ organizationId }: Pick<Ctx, "organizationId">, move: Move): SQL {
  const { eventId, formerly, isElsewhere } = move;
  const moved = sql`s.id = any (${arrayLiteral(Object.keys(formerly.sessions))}::uuid[])`;
  return sql`
    select distinct b.id from bookings b
      join reservations r on r.organization_id = b.organization_id and r.booking_id = b.id and r.status = 'CONFIRMED'
      join session_resources sr on sr.organization_id = r.organization_id and sr.resource_id = r.resource_id
      join sessions s on s.organization_id = sr.organization_id and s.id = sr.session_id and s.event_id = ${eventId}::uuid
    where b.organization_id = ${organizationId}::uuid and b.scope = ${eventId} and b.fate = 'confirmed'
      and (${moved}${isElsewhere ? sql` or s.ends_at > now()` : sql``})`;
}
