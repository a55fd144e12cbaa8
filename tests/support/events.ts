import type { EventInput } from "#app/events/editor/event-form.ts";
import type { Event, Session } from "#app/events/event.ts";
import { findEvent, listSessions } from "#app/events/find-events.server.ts";
import { publishEvent } from "#app/events/publish-event.server.ts";
import { createEvent } from "#app/events/save-event.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { localTimeOf } from "#app/platform/time-zone.ts";

export interface MadeEvent {
  event: Event;
  session: Session;
  sessions: Session[];
}

const HOUR = 60 * 60 * 1000;

interface EventOptions extends Partial<Omit<EventInput, "sessions">> {
  capacity?: number;
  /** Number of sessions, a day apart. */
  sessions?: number;
  /** Start of the first session in hours from now; negative if it has started. */
  inHours?: number;
  published?: boolean;
}

/** Creates an event as an organiser does, published by default, with its first session in two days. */
export async function makeEvent(ctx: Ctx, wish: EventOptions = {}): Promise<MadeEvent> {
  const { capacity = 10, sessions: count = 1, inHours = 48, published = true, ...given } = wish;
  const local = (hours: number) => localTimeOf(new Date(Date.now() + hours * HOUR), "UTC");
  const { id } = await createEvent(ctx, {
    title: "Test evening",
    description: "",
    place: "The hall",
    timeZone: "UTC",
    stock: "coral",
    maxPerBooking: 4,
    ...given,
    sessions: Array.from({ length: count }, (_, day) => ({
      label: "",
      capacity,
      startsAt: local(inHours + day * 24),
      endsAt: local(inHours + day * 24 + 2),
    })),
  });
  if (published) await publishEvent(ctx, id);
  const event = await findEvent(ctx, id);
  const sessions = await listSessions(ctx, id, { limit: 100 });
  const [session] = sessions;
  if (!event || !session) throw new Error("the event that was just created is missing");
  return { event, session, sessions };
}
