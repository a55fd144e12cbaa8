import { and, eq, lte, sql } from "drizzle-orm";
import { findBookingDetails } from "#app/events/booking-details.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import type { Log } from "#app/platform/log.ts";
import type { MailTransport } from "#app/platform/mail.ts";
import { hashToken, newToken } from "#app/platform/secrets.ts";
import type { Db } from "#db/client.ts";
import { linkTokens, outbox } from "#db/schema/index.ts";
import { bookingMail, isMailKind } from "./booking-mail.server.tsx";
import { fanOut } from "./webhooks/fan-out.server.ts";

export interface Relay {
  db: Db;
  mail: MailTransport;
  /** Where attendees reach Reservo; links in mails begin with it. */
  origin: string;
  log: Log;
}

interface Due {
  organizationId: string;
  id: string;
  bookingId: string;
  kind: string;
  attempts: number;
  createdAt: Date;
}

const BATCH = 20;
/** A row that was taken is due again after this long, should whoever took it be gone. */
const LEASE_SECONDS = 60;
const GIVE_UP_AFTER_HOURS = 24;

/**
 * Tells what is due. First each endpoint of webhooks gets a copy of its own, which nothing outside can hold up; then it
 * takes rows, sends their mail, deletes them. At least once, in order within a booking: a row waits
 * until the one before it is gone. The address is read when the mail is sent. Answers how many rows it took.
 */
export async function relayDue(relay: Relay): Promise<number> {
  await fanOut(relay.db);
  const rows = await takeDue(relay.db);
  for (const row of rows) {
    try {
      await tell(relay, row);
      await remove(relay.db, row);
    } catch (error) {
      await putBack(relay, row, error);
    }
  }
  return rows.length;
}

async function takeDue(db: Db): Promise<Due[]> {
  const rows = await db.execute<Record<string, string>>(sql`
    update outbox o set due_at = now() + make_interval(secs => ${LEASE_SECONDS}), attempts = attempts + 1
    from (
      select organization_id, id from outbox due
      where due_at <= now() and fanned_out and not exists (
        select 1 from outbox earlier
        where earlier.organization_id = due.organization_id and earlier.booking_id = due.booking_id
          and earlier.position < due.position)
      order by due_at limit ${BATCH} for update skip locked
    ) mine
    where o.organization_id = mine.organization_id and o.id = mine.id
    returning o.organization_id, o.id, o.booking_id, o.kind, o.attempts, o.created_at`);
  return rows.map((row) => ({
    organizationId: String(row.organization_id),
    id: String(row.id),
    bookingId: String(row.booking_id),
    kind: String(row.kind),
    attempts: Number(row.attempts),
    createdAt: new Date(String(row.created_at)),
  }));
}

async function tell(relay: Relay, row: Due): Promise<void> {
  if (!isMailKind(row.kind)) return;
  const { organizationId, id, bookingId } = row;
  const ctx: Ctx = {
    ...{ db: relay.db, log: relay.log, organizationId },
    now: new Date(row.createdAt),
    actor: { kind: "system" },
  };
  const booking = await findBookingDetails(ctx, bookingId);
  // Whoever asked to be forgotten gets no more mail.
  if (!booking) return;
  const token = newToken();
  await relay.db.insert(linkTokens).values({
    ...{ organizationId, bookingId, createdAt: ctx.now },
    tokenHash: await hashToken(token),
  });
  const words = await bookingMail(row.kind, { booking, origin: relay.origin, token, now: ctx.now });
  const replyTo = booking.organization.contactEmail ?? undefined;
  await relay.mail.send({ id, organizationId, to: booking.person.email, ...words, replyTo });
}

async function remove(db: Db, row: Due): Promise<void> {
  await db.delete(outbox).where(and(eq(outbox.organizationId, row.organizationId), eq(outbox.id, row.id)));
}

/** Tried again after 10 s, 20 s, 40 s … an hour; given up after a day, since a late confirmation only confuses. */
async function putBack(relay: Relay, row: Due, error: unknown): Promise<void> {
  const { log, db } = relay;
  const reason = error instanceof Error ? error.message.slice(0, 300) : "unknown";
  const given = await db
    .delete(outbox)
    .where(
      and(
        eq(outbox.organizationId, row.organizationId),
        eq(outbox.id, row.id),
        lte(outbox.createdAt, sql`now() - make_interval(hours => ${GIVE_UP_AFTER_HOURS})`),
      ),
    )
    .returning({ id: outbox.id });
  if (given.length > 0) {
    log.error({ err: error, outboxId: row.id, attempts: row.attempts }, "a mail was given up");
    return;
  }
  const seconds = Math.min(3_600, 10 * 2 ** Math.min(row.attempts - 1, 9));
  log.warn({ err: error, outboxId: row.id, attempts: row.attempts, seconds }, "a mail is tried again");
  await db
    .update(outbox)
    .set({ dueAt: sql`now() + make_interval(secs => ${seconds})`, lastError: reason })
    .where(and(eq(outbox.organizationId, row.organizationId), eq(outbox.id, row.id)));
}
