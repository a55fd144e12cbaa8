import { and, eq, type SQL, sql } from "drizzle-orm";
import { isLastClaim } from "#app/attendees/booking-details.server.ts";
import type { Fate } from "#app/booking/states.ts";
import type { Event, Session } from "#app/events/event.ts";
import {
  askedEvent,
  askedSlugs,
  eventColumns,
  ownSlug,
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
import { askedQuestions } from "#app/questions/questions.server.ts";
import type { Db } from "#db/client.ts";
import { bookings, events, organizations, sessions, slugs } from "#db/schema/index.ts";

/** Seats that are kept for somebody who is typing who they are. */
export interface Hold {
  id: string;
  reference: string;
  seats: number;
  /** A hold whose time is up is expired, also before the sweep has found it. */
  fate: Fate;
  expiresAt: Date;
  /** Whether its seats still count as taken, as they do until somebody has freed what is overdue. */
  counts: boolean;
  /** Whether it had its extension. */
  extended: boolean;
  /** The browser that holds it, as a hash in hex. */
  browser: string | undefined;
}

/** What a request names besides an event, by ids that nobody has checked yet. */
export interface Named {
  session?: string | null;
  hold?: string;
}

/** What a request is about. */
export interface Visited {
  event: Event;
  organization: Organization;
  questions: Question[];
  /** The session of the event that is named, else that of the hold. */
  session: Session | undefined;
  /** The hold of the event that is named, whatever became of it. */
  hold: Hold | undefined;
}

/** Finds the event behind a public name, with what is named besides, in one query; undefined where no event has the name. */
export async function findVisited(db: Db, slug: string, named: Named): Promise<Visited | undefined> {
  const session = named.session && isId(named.session) ? named.session : null;
  const [found] = await db
    .select({
      event: eventColumns,
      organization: organizationColumns,
      questions: askedQuestions,
      session: sessionColumns,
      hold: holdColumns,
    })
    .from(askedSlugs)
    .innerJoin(events, askedEvent)
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
    .where(eq(askedSlugs.slug, slugLookedUp(slug)))
    .limit(1);
  if (!found) return undefined;
  const { event, organization, questions } = found;
  return { event, organization, questions, session: found.session ?? undefined, hold: holdOf(found.hold) };
}

/** What a query selects to make a Hold; it joins `hold`. */
const holdColumns = {
  id: sql<string | null>`hold.id`,
  reference: sql<string>`hold.reference`,
  seats: sql<number>`hold.seats`.mapWith(Number),
  fate: sql<Fate>`case when hold.fate = 'pending' and hold.expires_at <= now() then 'expired' else hold.fate end`,
  expiresAt: sql<Date>`hold.expires_at`.mapWith(bookings.expiresAt),
  counts: sql<boolean>`hold.fate = 'pending'`,
  extended: sql<boolean>`exists (select 1 from history h where h.organization_id = events.organization_id
    and h.booking_id = hold.id and h.kind = 'extended')`,
  browser: sql<string | null>`encode(hold.holder, 'hex')`,
};

const noHold = sql`(select null::uuid as id, null as reference, null::text as fate, null::bytea as holder,
  null::timestamptz as expires_at, null::bigint as seats, null::uuid as session_id) hold`;

/**
 * Selects a hold of the event, with what it claims and its session. A booking that was never held is none. The limits keep
 * the parts apart, so that each begins with the few rows of the hold, however many sessions the event has.
 */
function holdNamed(id: string): SQL {
  return sql`(
    select b.id, b.reference, b.fate, b.holder, b.expires_at, claimed.seats, own.session_id
    from bookings b cross join lateral (${claimed}) claimed cross join lateral (${sessionOfClaims}) own
    where b.organization_id = events.organization_id and b.scope = events.id::text and b.id = ${id}
      and b.expires_at is not null
    limit 1) hold`;
}

/** What the booking takes or took last. */
const claimed = sql`
  select array_agg(resource_id) as resource_ids,
    (array_agg(quantity order by decided_at desc, created_at, id))[1] as seats
  from reservations
  where organization_id = b.organization_id and booking_id = b.id and ${isLastClaim}`;

/** The session of the event that claims just these resources; one that shares them with others claims more of them. */
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
