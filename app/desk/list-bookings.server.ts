import { and, asc, count, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { type BookingSource, sourceOf } from "#app/attendees/booking-source.ts";
import { type Fate, GUEST_KINDS } from "#app/booking/states.ts";
import { claimingSession } from "#app/events/find-events.server.ts";
import { lastMailStates } from "#app/mail/mail-records.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { isId } from "#app/platform/ids.ts";
import { isStorableInstant } from "#app/platform/instants.ts";
import { bookings, people, reservations, sessionResources, sessions } from "#db/schema/index.ts";

export interface BookingInList {
  id: string;
  reference: string;
  fate: Fate;
  createdAt: Date;
  /** The booker's name; for API bookings without a person, the client id. */
  name: string;
  email: string;
  seats: number;
  sessionId: string | undefined;
  startsAt: Date | undefined;
  /** Delivery state of the last mail; undefined if there is none. */
  mail: "queued" | "sent" | "failed" | "withheld" | undefined;
  source: BookingSource;
}

export interface BookingPage {
  bookings: BookingInList[];
  /** Cursor of the next page; undefined on the last page. */
  next: string | undefined;
}

const PAGE_SIZE = 50;

/** Lists one page of an event's bookings by guests and walk-ins, newest first. */
export async function listBookings(
  ctx: Ctx,
  eventId: string,
  page: { fate?: Fate; after?: string },
): Promise<BookingPage> {
  const after = parseCursor(page.after);
  const rows = await ctx.db
    .select({
      id: bookings.id,
      reference: bookings.reference,
      fate: bookings.fate,
      createdAt: bookings.createdAt,
      clientId: bookings.clientId,
      source: bookings.source,
      metadata: bookings.metadata,
      name: people.name,
      email: people.email,
    })
    .from(bookings)
    .leftJoin(
      people,
      and(
        eq(people.organizationId, bookings.organizationId),
        eq(people.bookingId, bookings.id),
        eq(people.position, 0),
      ),
    )
    .where(
      and(
        eq(bookings.organizationId, ctx.organizationId),
        eq(bookings.scope, eventId),
        inArray(bookings.kind, [...GUEST_KINDS]),
        page.fate ? eq(bookings.fate, page.fate) : undefined,
        after && isOlderThan(ctx, after.id),
      ),
    )
    .orderBy(desc(bookings.createdAt), desc(bookings.id))
    .limit(PAGE_SIZE + 1);
  const shown = rows.slice(0, PAGE_SIZE);
  const last = rows.length > PAGE_SIZE ? shown.at(-1) : undefined;
  const ids = shown.map((row) => row.id);
  const [claims, mailStates] = await Promise.all([claimsOf(ctx, ids), lastMailStates(ctx, ids)]);
  return {
    bookings: shown.map(({ source, metadata, clientId, ...row }) => {
      const claim = claims.find((each) => each.bookingId === row.id);
      return {
        ...row,
        name: row.name ?? (source === "api" ? clientId : ""),
        email: row.email ?? "",
        seats: claim?.seats ?? 0,
        sessionId: claim?.sessionId ?? undefined,
        startsAt: claim?.startsAt ?? undefined,
        mail: mailStates.get(row.id),
        source: sourceOf(source, metadata),
      };
    }),
    next: last && `${last.createdAt.getTime()}_${last.id}`,
  };
}

/**
 * Compares with the stored row, not with a `Date`, which drops the microseconds. The id breaks ties, since a batch gives
 * many bookings the same time.
 */
function isOlderThan({ organizationId }: Ctx, id: string): SQL {
  return sql`(${bookings.createdAt}, ${bookings.id}) < (select last.created_at, last.id from bookings last
    where last.organization_id = ${organizationId} and last.id = ${id})`;
}

/** Counts an event's bookings by guests and walk-ins, by state. */
export async function countBookings(ctx: Ctx, eventId: string): Promise<Record<Fate, number>> {
  const rows = await ctx.db
    .select({ fate: bookings.fate, number: count() })
    .from(bookings)
    .where(
      and(
        eq(bookings.organizationId, ctx.organizationId),
        eq(bookings.scope, eventId),
        inArray(bookings.kind, [...GUEST_KINDS]),
      ),
    )
    .groupBy(bookings.fate);
  const counts: Record<Fate, number> = { pending: 0, confirmed: 0, cancelled: 0, expired: 0 };
  for (const row of rows) counts[row.fate] = row.number;
  return counts;
}

/** Returns one claim per booking. All claims of a booking have the same quantity, so any one gives its seats. */
function claimsOf(ctx: Ctx, bookingIds: string[]) {
  if (bookingIds.length === 0) return Promise.resolve([]);
  return ctx.db
    .selectDistinctOn([reservations.bookingId], {
      bookingId: reservations.bookingId,
      seats: reservations.quantity,
      sessionId: sessions.id,
      startsAt: sessions.startsAt,
    })
    .from(reservations)
    .leftJoin(
      sessionResources,
      and(
        eq(sessionResources.organizationId, reservations.organizationId),
        eq(sessionResources.resourceId, reservations.resourceId),
      ),
    )
    .leftJoin(sessions, claimingSession)
    .where(
      and(
        eq(reservations.organizationId, ctx.organizationId),
        inArray(reservations.bookingId, bookingIds),
        sql`${reservations.status} <> 'REJECTED'`,
      ),
    )
    .orderBy(
      asc(reservations.bookingId),
      // Prefer an active claim, else the one that ended last.
      sql`${reservations.status} in ('PENDING', 'CONFIRMED') desc`,
      desc(reservations.decidedAt),
      asc(reservations.id),
    );
}

function parseCursor(cursor: string | undefined): { at: Date; id: string } | undefined {
  const [, time = "", id = ""] = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(cursor ?? "") ?? [];
  const at = new Date(Number(time || Number.NaN));
  return isId(id) && isStorableInstant(at) ? { at, id } : undefined;
}
