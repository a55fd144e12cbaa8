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

/** A change of an event's dates, place or join link that its attendees have to know. */
export interface Move {
  eventId: string;
  formerly: FormerWhereabouts;
  /** The place or the join link has changed, which concerns all upcoming sessions, even if their times stay. */
  isElsewhere: boolean;
}

/**
 * Returns what saving an event's form would move: the times of sessions that are not over before and after, the place, and the
 * join link. Undefined if nothing would move, so that no mails are due.
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

/** Returns the number of bookings whose attendees would get a mail if the form were saved. */
export async function countMoved(ctx: Ctx, event: Event, input: EventInput): Promise<number> {
  const move = await moveOf(ctx, event, await listAllSessions(ctx, event.id), input);
  if (!move) return 0;
  const [row] = await ctx.db.execute<{ number: number }>(sql`
    select count(*)::int as number from (${concerned(ctx, move)}) concerned`);
  return Number(row?.number ?? 0);
}

/** Queues a mail for each booking that a move concerns, in the transaction of the move. */
export function enqueueMoveMails(tx: TxCtx, move: Move): Promise<void> {
  return enqueueMoved(tx, concerned(tx, move), move.formerly);
}

/** Returns a query of the ids of the confirmed bookings that a move concerns. */
function concerned({ organizationId }: Pick<Ctx, "organizationId">, move: Move): SQL {
  const { eventId, formerly, isElsewhere } = move;
  const moved = sql`s.id = any (${arrayLiteral(Object.keys(formerly.sessions))}::uuid[])`;
  return sql`
    select distinct b.id from bookings b
      join reservations r on r.organization_id = b.organization_id and r.booking_id = b.id and r.status = 'CONFIRMED'
      join session_resources sr on sr.organization_id = r.organization_id and sr.resource_id = r.resource_id
      join sessions s on s.organization_id = sr.organization_id and s.id = sr.session_id and s.event_id = ${eventId}::uuid
    where b.organization_id = ${organizationId}::uuid and b.scope = ${eventId} and b.fate = 'confirmed' and b.kind in ('guest', 'walk_in')
      and (${moved}${isElsewhere ? sql` or s.ends_at > now()` : sql``})`;
}
