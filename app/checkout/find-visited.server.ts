import { and, eq, sql } from "drizzle-orm";
import { isLastClaim } from "#app/attendees/booking-details.server.ts";
import type { Fate } from "#app/booking/states.ts";
import type { Event, Session } from "#app/events/event.ts";
import { eventColumns, ownSlug, sessionColumns } from "#app/events/find-events.server.ts";
import {
  type Organization,
  organizationColumns,
  organizationSlugs,
  ownName,
} from "#app/organizations/organizations.server.ts";
import { isId } from "#app/platform/ids.ts";
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
      heldSession: sql<string | null>`held.session_id`,
    })
    .from(slugs)
    .innerJoin(events, ownSlug)
    .innerJoin(organizations, eq(organizations.id, events.organizationId))
    .innerJoin(organizationSlugs, ownName)
    .leftJoin(
      bookings,
      and(
        eq(bookings.organizationId, events.organizationId),
        eq(bookings.scope, sql`${events.id}::text`),
        sql`${bookings.id} = ${named.hold ?? null}::uuid`,
      ),
    )
    .leftJoinLateral(claimed, sql`true`)
    .leftJoinLateral(held, sql`true`)
    .leftJoin(
      sessions,
      and(
        eq(sessions.organizationId, events.organizationId),
        eq(sessions.eventId, events.id),
        sql`${sessions.id} = coalesce(${session}::uuid, held.session_id)`,
      ),
    )
    .where(eq(slugs.slug, slug))
    .limit(1);
  if (!found) return undefined;
  const { event, organization, questions, heldSession } = found;
  const hold = heldSession === null ? undefined : holdOf(found.hold);
  return { event, organization, questions, session: found.session ?? undefined, hold };
}

/** What a query selects to make a Hold; it joins `claimed`. */
const holdColumns = {
  id: bookings.id,
  reference: bookings.reference,
  fate: sql<Fate>`case when ${bookings.fate} = 'pending' and ${bookings.expiresAt} <= now()
    then 'expired' else ${bookings.fate} end`,
  expiresAt: bookings.expiresAt,
  browser: sql<string | null>`encode(${bookings.holder}, 'hex')`,
  extended: sql<boolean>`exists (select 1 from history h where h.organization_id = ${bookings.organizationId}
    and h.booking_id = ${bookings.id} and h.kind = 'extended')`,
  counts: sql<boolean>`${bookings.fate} = 'pending'`,
  seats: sql<number>`coalesce(claimed.seats, 0)`.mapWith(Number),
};

/** What the booking of a query takes or took last. */
const claimed = sql`(
  select array_agg(resource_id) as resource_ids,
    (array_agg(quantity order by decided_at desc, created_at, id))[1] as seats
  from reservations
  where organization_id = ${bookings.organizationId} and booking_id = ${bookings.id} and ${isLastClaim}) claimed`;

/** The session of the event that claims just what is claimed; one that shares it with others claims more of it. */
const held = sql`(
  select part.session_id
  from sessions s join session_resources part on part.organization_id = s.organization_id and part.session_id = s.id
  where s.organization_id = ${events.organizationId} and s.event_id = ${events.id} and s.id in (
    select session_id from session_resources
    where organization_id = ${events.organizationId} and resource_id = any(claimed.resource_ids))
  group by part.session_id
  having bool_and(part.resource_id = any(claimed.resource_ids))
  order by count(*) desc
  limit 1) held`;

interface HoldRow extends Omit<Hold, "expiresAt" | "browser"> {
  expiresAt: Date | null;
  browser: string | null;
}

/** A booking that was never held is no hold. */
function holdOf(row: HoldRow | null): Hold | undefined {
  if (!row?.expiresAt) return undefined;
  return { ...row, expiresAt: row.expiresAt, browser: row.browser ?? undefined };
}
