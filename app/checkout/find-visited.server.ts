import { and, eq, type SQL, sql } from "drizzle-orm";
import { isLastClaim } from "#app/attendees/booking-details.server.ts";
import { MAX_RENEWALS, RENEWALS_WINDOW_MS } from "#app/booking/renewals.ts";
import type { Fate } from "#app/booking/states.ts";
import type { Event, Session } from "#app/events/event.ts";
import {
  eventColumns,
  ownSlug,
  requestedEvent,
  requestedSlugs,
  sessionColumns,
} from "#app/events/find-events.server.ts";
import {
  type Organization,
  organizationColumns,
  organizationSlugs,
  ownName,
} from "#app/organizations/organizations.server.ts";
import { isId } from "#app/platform/ids.ts";
import { slugLookedUp } from "#app/platform/text/slug.ts";
import type { Question } from "#app/questions/question.ts";
import { currentQuestions } from "#app/questions/questions.server.ts";
import type { Db } from "#db/client.ts";
import { bookings, events, organizations, sessions, slugs } from "#db/schema/index.ts";

/** Seats reserved for a limited time while the attendee fills in the form. */
export interface Hold {
  id: string;
  reference: string;
  seats: number;
  /** "expired" from the deadline on, even before the sweep has ended the hold. */
  fate: Fate;
  expiresAt: Date;
  /** Whether its seats still count as taken. Those of an overdue hold do until the sweep or a booking frees them. */
  counts: boolean;
  /** Whether its extension is used up. */
  extended: boolean;
  /** Whether its holder may hold seats of the event again, or extend a hold. */
  mayRenew: boolean;
  /** The browser that holds it, as a hash in hex. */
  browser: string | undefined;
}

/** The ids of a session and a hold in a request, not validated yet. */
export interface NamedIds {
  session?: string | null;
  hold?: string;
}

/** The event that a request is about, with its related rows. */
export interface Visited {
  event: Event;
  organization: Organization;
  questions: Question[];
  /** The named session of the event, else the session of the hold. */
  session: Session | undefined;
  /** The named hold of the event, in any state. */
  hold: Hold | undefined;
}

/** Finds the event with a public name, and the named session and hold, in one query; undefined if no event has the name. */
export async function findVisited(db: Db, slug: string, named: NamedIds): Promise<Visited | undefined> {
  const session = named.session && isId(named.session) ? named.session : null;
  const [found] = await db
    .select({
      event: eventColumns,
      organization: organizationColumns,
      questions: currentQuestions,
      session: sessionColumns,
      hold: holdColumns,
    })
    .from(requestedSlugs)
    .innerJoin(events, requestedEvent)
    .innerJoin(slugs, ownSlug)
    .innerJoin(organizations, eq(organizations.id, events.organizationId))
    .innerJoin(organizationSlugs, ownName)
    .leftJoinLateral(named.hold === undefined ? noHold : holdNamed(named.hold), sql`true`)
    .leftJoin(
      sessions,
      and(
        eq(sessions.organizationId, events.organizationId),
        eq(sessions.eventId, events.id),
        sql`${sessions.id} = coalesce(${session}::uuid, hold.session_id)`,
      ),
    )
    .where(eq(requestedSlugs.slug, slugLookedUp(slug)))
    .limit(1);
  if (!found) return undefined;
  const { event, organization, questions } = found;
  return { event, organization, questions, session: found.session ?? undefined, hold: holdOf(found.hold) };
}

/** Columns of a Hold, for queries that join `hold`. */
const holdColumns = {
  id: sql<string | null>`hold.id`,
  reference: sql<string>`hold.reference`,
  seats: sql<number>`hold.seats`.mapWith(Number),
  fate: sql<Fate>`case when hold.fate = 'pending' and hold.expires_at <= now() then 'expired' else hold.fate end`,
  expiresAt: sql<Date>`hold.expires_at`.mapWith(bookings.expiresAt),
  counts: sql<boolean>`hold.fate = 'pending'`,
  extended: sql<boolean>`exists (select 1 from history h where h.organization_id = events.organization_id
    and h.booking_id = hold.id and h.kind = 'extended')`,
  mayRenew: sql<boolean>`(select count(*) + count(h.id) <= ${MAX_RENEWALS} from bookings g
    left join history h on h.organization_id = g.organization_id and h.booking_id = g.id and h.kind = 'extended'
    where g.organization_id = events.organization_id and g.holder = hold.holder and g.scope = events.id::text
      and g.fate <> 'confirmed' and g.created_at > now() - ${RENEWALS_WINDOW_MS} * interval '1 millisecond')`,
  browser: sql<string | null>`encode(hold.holder, 'hex')`,
};

const noHold = sql`(select null::uuid as id, null as reference, null::text as fate, null::bytea as holder,
  null::timestamptz as expires_at, null::bigint as seats, null::uuid as session_id) hold`;

/**
 * Selects a hold of the event with its seats and its session. Bookings made without a hold are excluded, and so are blocks
 * and tentative bookings, which only the desk may touch. The limits keep the
 * planner from merging the subqueries, so that each starts from the few rows of the hold, however many sessions the event has.
 */
function holdNamed(id: string): SQL {
  return sql`(
    select b.id, b.reference, b.fate, b.holder, b.expires_at, claimed.seats, own.session_id
    from bookings b cross join lateral (${claimed}) claimed cross join lateral (${sessionOfClaims}) own
    where b.organization_id = events.organization_id and b.scope = events.id::text and b.id = ${id}
      and b.expires_at is not null and b.kind not in ('block', 'tentative')
    limit 1) hold`;
}

/** The resources and the quantity of the booking's latest claims. */
const claimed = sql`
  select array_agg(resource_id) as resource_ids,
    (array_agg(quantity order by decided_at desc, created_at, id))[1] as seats
  from reservations
  where organization_id = b.organization_id and booking_id = b.id and ${isLastClaim}`;

/** The session of the event whose resources were all claimed. Of several, the one with the most resources is the booked one. */
const sessionOfClaims = sql`
  select part.session_id
  from (
    select distinct session_id from session_resources
    where organization_id = b.organization_id and resource_id = any(claimed.resource_ids)) part
  cross join lateral (
    select count(*) as resources, bool_and(resource_id = any(claimed.resource_ids)) as claimed_whole
    from session_resources where organization_id = b.organization_id and session_id = part.session_id) whole
  where whole.claimed_whole and events.id = (
    select event_id from sessions s where s.organization_id = b.organization_id and s.id = part.session_id)
  order by whole.resources desc
  limit 1`;

type HoldRow = Omit<Hold, "id" | "browser"> & { id: string | null; browser: string | null };

function holdOf({ id, browser, ...row }: HoldRow): Hold | undefined {
  return id === null ? undefined : { ...row, id, browser: browser ?? undefined };
}
