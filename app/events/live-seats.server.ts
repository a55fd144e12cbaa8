import { LRUCache } from "lru-cache";
import { getAvailability } from "#app/availability/cache.server.ts";
import { follow, type Live, type LiveState } from "#app/availability/live-channel.server.ts";
import { topicOf, type View } from "#app/availability/view.ts";
import { now } from "#app/platform/clock.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { isId } from "#app/platform/ids.ts";
import type { Log } from "#app/platform/log.ts";
import type { Db } from "#db/client.ts";
import { type Session, seatsOf } from "./event.ts";
import { type EventFacts, eventFacts, eventTopic } from "./event-facts.server.ts";
import { findSession } from "./find-events.server.ts";
import { openEvent } from "./open-event.server.ts";
import { isByNumbers, isShown, type SeatPanel, seatPanel } from "./seat-panel.ts";

/** What the seat panel of an open page is kept up to date with. */
export interface LiveSeats {
  /** Grows with every change of the session's seats. */
  v: number;
  left: number;
  held: number;
  capacity: number;
  /** Whether the organiser has the number of free seats shown, as it stands. */
  exact: boolean;
  state: SeatPanel["state"];
}

export interface LiveNeeds {
  db: Db;
  log: Log;
}

/**
 * The seats of one session of a published event (or of a cancelled one) to follow, by the event's public name; without a
 * session, of the one that its page shows. Undefined where there is none.
 */
export async function followSeats(
  needs: LiveNeeds,
  slug: string,
  sessionId: string | undefined,
): Promise<Live | undefined> {
  const facts = await publicFacts(needs.db, slug);
  if (!facts) return undefined;
  const session = await sessionOf(ctxOf(needs, facts), facts, sessionId);
  if (!session) return undefined;
  const { organizationId, id } = facts.event;
  return follow(needs.db, {
    key: `seats ${session.id}`,
    topics: [eventTopic(id), ...session.resourceIds.map((resourceId) => topicOf(organizationId, resourceId))],
    read: () => readSeats(needs, slug, session.id),
  });
}

async function publicFacts(db: Db, slug: string): Promise<EventFacts | undefined> {
  const facts = await eventFacts(db, slug);
  return facts?.event.state === "draft" ? undefined : facts;
}

function ctxOf({ db, log }: LiveNeeds, { event }: EventFacts): Ctx {
  return { db, log, organizationId: event.organizationId, now: now(), actor: { kind: "guest" } };
}

async function sessionOf(
  ctx: Ctx,
  { event }: EventFacts,
  id: string | undefined,
): Promise<Session | undefined> {
  if (id === undefined) return (await openEvent(ctx, event, {}))?.session;
  return isId(id) ? rememberedSession(ctx, event.id, event.version, id) : undefined;
}

/** Sessions change with their event's version, so those of one version need to be read once. */
const remembered = new LRUCache<string, Session>({ max: 5_000, ttl: 10_000 });

async function rememberedSession(
  ctx: Ctx,
  eventId: string,
  version: number,
  id: string,
): Promise<Session | undefined> {
  const key = `${version} ${id}`;
  const known = remembered.get(key);
  if (known) return known;
  const session = await findSession(ctx, eventId, id);
  if (session) remembered.set(key, session);
  return session;
}

async function readSeats(needs: LiveNeeds, slug: string, sessionId: string): Promise<LiveState | undefined> {
  const facts = await publicFacts(needs.db, slug);
  if (!facts) return undefined;
  const ctx = ctxOf(needs, facts);
  const session = await sessionOf(ctx, facts, sessionId);
  if (!session) return undefined;
  const views = await getAvailability(ctx, session.resourceIds);
  return stateOf(facts, session, views, ctx.now);
}

function stateOf(facts: EventFacts, session: Session, views: Map<string, View>, at: Date): LiveState {
  const { event, maintenance } = facts;
  const seats = seatsOf(session, views);
  const { state } = seatPanel(event, { ...session, seats }, maintenance, at);
  const version = [...views.values()].reduce((sum, view) => sum + view.version, 0);
  const shown: LiveSeats = {
    ...{ v: version, left: Math.max(0, seats.remaining), held: seats.held, capacity: seats.capacity },
    ...{ exact: isShown(event, seats), state },
  };
  return {
    version,
    message: { event: "seats", id: String(version), data: JSON.stringify(shown) },
    // What differs by numbers only, an open page shows by itself.
    turn: JSON.stringify([event.version, isByNumbers(state) ? "" : state, maintenance?.message]),
    nextTurnAt: nextTurnOf(session, views, at),
  };
}

/** When the clock alone changes what can be booked: booking opens or closes, the session begins or ends. */
export function nextTurnOf(
  session: Pick<Session, "startsAt" | "endsAt">,
  views: Map<string, View>,
  at: Date,
): number | undefined {
  const turns = [session.startsAt.getTime(), session.endsAt.getTime()];
  for (const { opensAt, closesAt } of views.values()) turns.push(opensAt ?? 0, closesAt ?? 0);
  const coming = turns.filter((turn) => turn > at.getTime());
  return coming.length > 0 ? Math.min(...coming) : undefined;
}
