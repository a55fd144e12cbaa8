import type { FoundTicket } from "#app/attendees/find-ticket.server.ts";
import { positionsOf } from "#app/attendees/tickets.server.ts";
import { listTimeline } from "#app/attendees/timeline.server.ts";
import { isSessionCancelled } from "#app/events/event.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { type DoorVerdict, dayVerdict } from "./door-verdict.ts";

/** Returns whether a ticket is valid now, and if not, why. For members of its organisation. */
export async function findTicketVerdict(ctx: Ctx, ticket: FoundTicket): Promise<DoorVerdict> {
  const { booking, gone, revokedAt, position } = ticket;
  const { event, sessions } = booking;
  if (gone === "cancelled") {
    const timeline = await listTimeline(ctx, booking);
    return { kind: "cancelled", at: timeline.findLast((entry) => entry.kind === "cancelled")?.at };
  }
  if (gone === "replaced") {
    const isPerGuest = event.codePer === "guest";
    const isGivenUp = isPerGuest && !(await positionsOf(ctx, booking)).includes(position);
    return { kind: isGivenUp ? "givenUp" : "replaced", at: revokedAt ?? undefined };
  }
  // A background task cancels the bookings of a cancelled date, so they may still be active here.
  const takingPlace = sessions.filter((session) => !isSessionCancelled(event, session));
  return dayVerdict(takingPlace, event.timeZone, ctx.now);
}
