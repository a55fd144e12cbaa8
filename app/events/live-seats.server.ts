import { getAvailability } from "#app/availability/cache.server.ts";
import { follow, type Live, type LiveState } from "#app/availability/live-channel.server.ts";
import { topicOf, type View } from "#app/availability/view.ts";
import { cachePerDatabase } from "#app/platform/async-cache.ts";
import { type Ctx, type CtxParts, systemCtx } from "#app/platform/ctx.ts";
import { isId } from "#app/platform/ids.ts";
import { accessKeyOf } from "#app/platform/text/access-code.ts";
import { isOpenTo } from "./access.server.ts";
import { type Event, type Seats, type Session, seatsOf } from "./event.ts";
import { type EventFacts, eventFacts, eventTopic } from "./event-facts.server.ts";
import { findSession } from "./find-events.server.ts";
import { changedDates, type LiveDates, listedDates, liveDates } from "./live-dates.server.ts";
import { openEvent } from "./open-event.server.ts";
import { isByNumbers, isShown, type SeatPanel, seatPanel } from "./seat-panel.ts";

/** The message that updates the seat panel of an open page. */
interface LiveSeats {
  /** Version; increases with every change of the session's seats. */
  v: number;
  left: number;
  held: number;
  capacity: number;
  /** Whether the page shows the exact number of free seats. */
  exact: boolean;
  state: SeatPanel["state"];
  /** The dates in the page's list, if it has one; in an update, those that have changed. */
  dates?: LiveDates;
}

/** The content of an open page, by ids that are not validated yet. */
export interface FollowedPage {
  session?: string | undefined;
  /** The session that its list of dates starts with, or any other text for the next session; undefined without a list. */
  dates?: string | undefined;
  /** Access tokens for a private event. */
  access?: readonly (string | null | undefined)[];
}

export type FollowSeats = { ok: true; live: Live } | { ok: false; refusal: "NOT_FOUND" | "REMOVED" };

/**
 * Returns a live stream of the seats of a session of a published or cancelled event, by the event's public name; without a
 * session, of the one that the event's page shows. With `dates` it includes the dates of the page's list. Refuses with REMOVED
 * if the event was removed, and with NOT_FOUND if the event or the session does not exist or is not open to the visitor.
 */
export async function followSeats(parts: CtxParts, slug: string, page: FollowedPage): Promise<FollowSeats> {
  const facts = await eventFacts(parts.db, slug);
  if (facts?.event.state === "removed") return { ok: false, refusal: "REMOVED" };
  const isShown = isPublic(facts) && (await isOpenTo(ctxOf(parts, facts), facts.event, page.access ?? []));
  const session = isShown ? await sessionOf(ctxOf(parts, facts), facts, page.session) : undefined;
  if (!facts || !session) return { ok: false, refusal: "NOT_FOUND" };
  const { organizationId, id } = facts.event;
  const code = accessKeyOf(facts.accessCode);
  const listed = await listedDates(ctxOf(parts, facts), facts, page.dates);
  const first = listed.length > 0 ? page.dates : undefined;
  const resourceIds = [session, ...listed].flatMap((each) => each.resourceIds);
  const live = await follow(parts.db, {
    // The key has everything that the content depends on: all readers of a channel receive what its first reader requested.
    key: `seats ${organizationId} ${id} ${session.id} ${first === undefined || isId(first) ? first : "next"} ${code}`,
    topics: [
      eventTopic(id),
      ...new Set(resourceIds.map((resourceId) => topicOf(organizationId, resourceId))),
    ],
    read: () => readSeats(parts, slug, { session: session.id, dates: first, code }),
  });
  return live ? { ok: true, live } : { ok: false, refusal: "NOT_FOUND" };
}

function isPublic(facts: EventFacts | undefined): facts is EventFacts {
  return facts?.event.state === "published" || facts?.event.state === "cancelled";
}

function ctxOf(parts: CtxParts, { event }: EventFacts): Ctx {
  return { ...systemCtx(parts, event.organizationId), actor: { kind: "guest" }, actsAs: "attendee" };
}

/** Returns the session with the id, or else the one on the event's page; undefined for a session of another event. */
async function sessionOf(
  ctx: Ctx,
  { event }: EventFacts,
  id: string | undefined,
): Promise<Session | undefined> {
  if (id === undefined) return (await openEvent(ctx, event, {}))?.session;
  const session = isId(id) ? await cachedSession(ctx, event, id) : undefined;
  return session?.eventId === event.id ? session : undefined;
}

/** A change of a session changes the event's version, so the sessions of a version can be cached. */
const sessionCaches = cachePerDatabase<Session | undefined>({ max: 5_000, ttl: 10_000 });

async function cachedSession(ctx: Ctx, event: Event, id: string): Promise<Session | undefined> {
  const cache = sessionCaches(ctx.db);
  // With the event, since two events often have the same version.
  const name = `${event.organizationId} ${event.id} ${event.version} ${id}`;
  const session = await cache.getOrRead(name, () => findSession(ctx, event.id, id));
  // Invented ids must not evict real ones.
  if (!session) cache.delete(name);
  return session;
}

/** The content of a channel; `code` is the one that its readers have entered, empty if the event was not private. */
type ChannelPage = Pick<FollowedPage, "session" | "dates"> & { code: string };

async function readSeats(parts: CtxParts, slug: string, page: ChannelPage): Promise<LiveState | undefined> {
  const facts = await eventFacts(parts.db, slug);
  if (!isPublic(facts)) return undefined;
  if (facts.accessCode !== "" && accessKeyOf(facts.accessCode) !== page.code) return WITHDRAWN;
  const ctx = ctxOf(parts, facts);
  const [session, listed] = await Promise.all([
    sessionOf(ctx, facts, page.session),
    listedDates(ctx, facts, page.dates),
  ]);
  if (!session) return undefined;
  const resourceIds = [session, ...listed].flatMap((each) => each.resourceIds);
  return stateOf(facts, { session, listed, views: await getAvailability(ctx, resourceIds), at: ctx.now });
}

/** Sent to readers of an event that has become private or has a new code: makes open pages fetch the page again. */
const WITHDRAWN: LiveState = {
  version: Number.MAX_SAFE_INTEGER,
  message: {
    event: "seats",
    id: String(Number.MAX_SAFE_INTEGER),
    data: JSON.stringify({
      v: Number.MAX_SAFE_INTEGER,
      left: 0,
      held: 0,
      capacity: 0,
      exact: false,
      state: "closed",
    } satisfies LiveSeats),
  },
  turn: "withdrawn",
};

interface ChannelData {
  session: Session;
  listed: Session[];
  views: Map<string, View>;
  at: Date;
}

function stateOf(facts: EventFacts, { session, listed, views, at }: ChannelData): LiveState {
  const { event, maintenance } = facts;
  const seats = seatsOf(session, views);
  const { state } = seatPanel(event, { ...session, seats }, maintenance, at);
  const own = session.resourceIds.flatMap((id) => views.get(id) ?? []);
  const shown: LiveSeats = { v: versionOf(own), ...numbersOf(event, seats, state), state };
  const dates = liveDates(facts, listed, views, at);
  // Closed dates count, since the clock closes dates without a change of their seats' versions.
  const shut = Object.values(dates).filter((said) => said === false).length;
  const version = versionOf(views.values()) + shut;
  const messageOf = (said: LiveDates) => ({
    event: "seats",
    id: String(version),
    data: JSON.stringify({ ...shown, dates: listed.length > 0 ? said : undefined }),
  });
  return {
    version,
    message: messageOf(dates),
    parts: dates,
    messageAfter: (before) => messageOf(changedDates(dates, before.parts ?? {})),
    // An open page renders changes of numbers by itself; any other change makes it load the panel.
    turn: JSON.stringify([event.version, isByNumbers(state) ? "" : state, maintenance?.message]),
    nextTurnAt: nextTurnOf(session, own, at),
  };
}

const versionOf = (views: Iterable<View>) => [...views].reduce((sum, view) => sum + view.version, 0);

/**
 * Returns the numbers that a page needs. If the organiser never shows numbers, these are only how many seats one booking may
 * take, which the page's form reveals too, and whether all remaining seats are held; a capacity of 0 draws no seats.
 */
function numbersOf(
  event: Event,
  seats: Seats,
  state: LiveSeats["state"],
): Pick<LiveSeats, "left" | "held" | "capacity" | "exact"> {
  const left = Math.max(0, seats.remaining);
  const { held, capacity } = seats;
  if (event.numbersShown !== "never") return { left, held, capacity, exact: isShown(event, seats) };
  const most = Math.min(left, event.maxPerBooking);
  return { left: most, held: state === "all-held" ? 1 : 0, capacity: 0, exact: false };
}

/** Returns when the clock alone next changes what can be booked: booking opens or closes, the session begins or ends. */
function nextTurnOf(
  session: Pick<Session, "startsAt" | "endsAt">,
  views: View[],
  at: Date,
): number | undefined {
  const turns = [session.startsAt.getTime(), session.endsAt.getTime()];
  for (const { opensAt, closesAt } of views) turns.push(opensAt ?? 0, closesAt ?? 0);
  const coming = turns.filter((turn) => turn > at.getTime());
  return coming.length > 0 ? Math.min(...coming) : undefined;
}
