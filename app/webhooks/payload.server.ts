import { findBooking } from "#app/booking/find-reservations.server.ts";
import { type ShownBooking, showBooking } from "#app/booking/shown-booking.ts";
import { findEvent, listSessions } from "#app/events/find-events.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { TEST_TYPE } from "./event-types.ts";

export interface WebhookEvent {
  type: string;
  subjectId: string | null;
  happenedAt: Date;
}

/**
 * Returns the payload of an event: the booking, or the cancelled event, in its current state. Undefined if it no longer
 * exists.
 */
export async function payloadOf(ctx: Ctx, event: WebhookEvent): Promise<string | undefined> {
  const data = await dataOf(ctx, event);
  return data && JSON.stringify({ type: event.type, timestamp: event.happenedAt.toISOString(), data });
}

function dataOf(ctx: Ctx, { type, subjectId, happenedAt }: WebhookEvent): Promise<object | undefined> {
  if (type === TEST_TYPE) return Promise.resolve(sampleBooking(happenedAt));
  if (subjectId === null) return Promise.resolve(undefined);
  return type.startsWith("event.") ? findShownEvent(ctx, subjectId) : findShownBooking(ctx, subjectId);
}

async function findShownBooking(ctx: Ctx, bookingId: string): Promise<ShownBooking | undefined> {
  const booking = await findBooking(ctx, bookingId);
  return booking && showBooking(booking);
}

const MAX_SESSIONS_PER_PAYLOAD = 100;

async function findShownEvent(ctx: Ctx, eventId: string): Promise<object | undefined> {
  const event = await findEvent(ctx, eventId);
  if (!event) return undefined;
  const { id, slug, title, timeZone } = event;
  const sessions = await listSessions(ctx, id, { limit: MAX_SESSIONS_PER_PAYLOAD });
  return {
    id,
    slug,
    title,
    timeZone,
    state: "CANCELLED",
    sessions: sessions.map((session) => ({
      id: session.id,
      resourceIds: session.resourceIds,
      startsAt: session.startsAt.toISOString(),
      endsAt: session.endsAt.toISOString(),
    })),
  };
}

const NIL = "00000000-0000-4000-8000-000000000000";

/** Returns a fake booking for test deliveries. */
function sampleBooking(at: Date): ShownBooking {
  const time = at.getTime();
  return {
    id: NIL,
    reference: "TESTTEST",
    status: "CONFIRMED",
    kind: "guest",
    clientId: "test@example.org",
    createdAt: time,
    source: "test",
    sequence: 2,
    lines: [
      {
        position: 1,
        sessionId: null,
        quantity: 1,
        takes: [{ resourceId: "test", quantity: 1 }],
        guests: 1,
        seats: 1,
      },
    ],
    reservations: [
      {
        id: NIL,
        bookingId: NIL,
        resourceId: "test",
        clientId: "test@example.org",
        quantity: 1,
        status: "CONFIRMED",
        sequence: 2,
        serverTimestamp: time,
        createdAt: time,
      },
    ],
  };
}
