import { getAvailability } from "#app/availability/cache.server.ts";
import { follow, type Live, type LiveState } from "#app/availability/live-channel.server.ts";
import { topicOf, type View } from "#app/availability/view.ts";
import { type Ctx, type CtxParts, systemCtx } from "#app/platform/ctx.ts";
import { isId } from "#app/platform/ids.ts";
import { memoryOfEach } from "#app/platform/memory.ts";
import { accessKeyOf } from "#app/platform/text/access-code.ts";
import { isOpenTo } from "./access.server.ts";
import { type Event, type Seats, type Session, seatsOf } from "./event.ts";
import { type EventFacts, eventFacts, eventTopic } from "./event-facts.server.ts";
import { findSession } from "./find-events.server.ts";
import { changedDates, type LiveDates, listedDates, liveDates } from "./live-dates.server.ts";
import { openEvent } from "./open-event.server.ts";
import { isByNumbers, isShown, type SeatPanel, seatPanel } from "./seat-panel.ts";

/** What the seat panel of an open page is kept up to date with. */
interface LiveSeats {
  /** Grows with every change of the session's seats. */
  v: number;
  left: number;
  held: number;
  capacity: number;
  /** Whether the organiser has the number of free seats shown, as it stands. */
  exact: boolean;
  state: SeatPanel["state"];
  /** The other dates of the page, where it has any; in an update, those that have changed. */
  dates?: LiveDates;
}

/** What an open page shows, by ids that nobody has checked yet. */
export interface FollowedPage {
  session?: string | undefined;
  /** The session with which its list of dates begins, or whatever else where it is the next one; undefined without a list. */
  dates?: string | undefined;
  /** What says that the code of a private event was entered. */
  access?: readonly (string | null | undefined)[];
}

export type FollowSeats = { ok: true; live: Live } | { ok: false; refusal: "NOT_FOUND" | "REMOVED" };

/**
 * Opens the seats of one session of a published event (or of a cancelled one) for following, by the event's public name;
 * without a session, those of the session that the event's page shows. With `dates`, all dates of the page's list go along.
 * Refuses with REMOVED where the organiser has
 * removed the event, and with NOT_FOUND where there is no such event, or no such session of it.
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
    // With the event, not only the session: who joins a channel is shown whatever its first reader asked for.
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
  return { ...systemCtx(parts, event.organizationId), actor: { kind: "guest" } };
}

/** Returns the session of the event that these facts are about; undefined for a session of another event. */
async function sessionOf(
  ctx: Ctx,
  { event }: EventFacts,
  id: string | undefined,
): Promise<Session | undefined> {
  if (id === undefined) return (await openEvent(ctx, event, {}))?.session;
  const session = isId(id) ? await rememberedSession(ctx, event, id) : undefined;
  return session?.eventId === event.id ? session : undefined;
}

/** Sessions change with their event's version, so those of one version need to be read once. */
const remembered = memoryOfEach<Session | undefined>({ max: 5_000, ttl: 10_000 });

async function rememberedSession(ctx: Ctx, event: Event, id: string): Promise<Session | undefined> {
  const memory = remembered(ctx.db);
  // With the event: the versions of two events are often equal.
  const name = `${event.organizationId} ${event.id} ${event.version} ${id}`;
  const session = await memory.recall(name, () => findSession(ctx, event.id, id));
  // Made-up ids must not take the room of real ones.
  if (!session) memory.forget(name);
  return session;
}

/** What a channel shows; `code` is the one that its readers have entered, empty where the event was not private. */
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

/** What is said to those who follow an event that has become private, or private under another code: to look at the page again. */
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

interface Shown {
  session: Session;
  listed: Session[];
  views: Map<string, View>;
  at: Date;
}

function stateOf(facts: EventFacts, { session, listed, views, at }: Shown): LiveState {
  const { event, maintenance } = facts;
  const seats = seatsOf(session, views);
  const { state } = seatPanel(event, { ...session, seats }, maintenance, at);
  const own = session.resourceIds.flatMap((id) => views.get(id) ?? []);
  const shown: LiveSeats = { v: versionOf(own), ...numbersOf(event, seats, state), state };
  const dates = liveDates(facts, listed, views, at);
  // The clock closes dates, one after the other, which changes nothing of their seats.
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
    // What differs by numbers only, an open page shows by itself.
    turn: JSON.stringify([event.version, isByNumbers(state) ? "" : state, maintenance?.message]),
    nextTurnAt: nextTurnOf(session, own, at),
  };
}

const versionOf = (views: Iterable<View>) => [...views].reduce((sum, view) => sum + view.version, 0);

/**
 * Returns the numbers that a page needs. Where the organiser never shows any, it says how many one booking may take, which the
 * page's own form has too, and whether something is held, and draws nothing. Else the seats are drawn one by one.
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

/** When the clock alone changes what can be booked: booking opens or closes, the session begins or ends. */
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
