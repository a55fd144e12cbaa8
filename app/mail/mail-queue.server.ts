import { and, eq, gt, isNotNull, sql } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { newId } from "#app/platform/ids.ts";
import type { Db, Tx } from "#db/client.ts";
import { type FormerWhereabouts, mails } from "#db/schema/index.ts";

export type MailKind = (typeof mails.$inferSelect)["kind"];

/** A mail that is to be sent now. */
export interface DueMail {
  organizationId: string;
  id: string;
  bookingId: string;
  kind: MailKind;
  attempts: number;
  createdAt: Date;
  /** What a mail about a move compares with. */
  formerly: FormerWhereabouts | undefined;
}

export const OUTBOX_BATCH = 500;
export const MAIL_BATCH = 20;
/** A mail that was taken is due again after this long, should whoever took it be gone. */
const LEASE_SECONDS = 60;
const GIVE_UP_AFTER_HOURS = 24;

/**
 * Turns what the outbox holds into mails to send, in one statement: a row is gone exactly when its mail is there. Only
 * bookings that were made tell anything, where somebody left an address: holds come and go in silence, and programs tell
 * their clients themselves. A row of which webhooks are to have a copy waits for it. Of one booking it takes one row at a
 * time, so that two instances keep the order. Answers how many rows it took.
 */
export async function queueFromOutbox(db: Db | Tx): Promise<number> {
  const taken = await db.execute(sql`
    with due as (
      select organization_id, id, booking_id, position, kind, created_at from outbox o
      where due_at <= now()
        and (fanned_out or not exists (
          select 1 from webhook_endpoints e
          where e.organization_id = o.organization_id and e.state = 'active'))
        and not exists (
        select 1 from outbox earlier
        where earlier.organization_id = o.organization_id and earlier.booking_id = o.booking_id
          and earlier.position < o.position)
      order by due_at limit ${OUTBOX_BATCH} for update skip locked
    ), queued as (
      insert into mails (organization_id, id, booking_id, kind, due_at, created_at)
      select d.organization_id, d.id, d.booking_id, d.kind, now(), d.created_at from due d
      where (d.kind = 'confirmed' or d.kind in ('changed', 'cancelled') and exists (
          select 1 from history h
          where h.organization_id = d.organization_id and h.booking_id = d.booking_id
            and h.kind = 'confirmed' and h.position < d.position))
        and exists (
          select 1 from people p
          where p.organization_id = d.organization_id and p.booking_id = d.booking_id and p.position = 0)
        and not (d.kind = 'cancelled' and exists (
          select 1 from mails m
          where m.organization_id = d.organization_id and m.booking_id = d.booking_id and m.state = 'withheld'))
      on conflict do nothing
    )
    delete from outbox o using due
    where o.organization_id = due.organization_id and o.id = due.id
    returning 1`);
  return taken.length;
}

/** Takes mails that are due. What is told of one booking keeps its order: a mail waits until the one before it is settled. */
export async function takeDueMails(db: Db): Promise<DueMail[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    update mails m set due_at = now() + make_interval(secs => ${LEASE_SECONDS}), attempts = attempts + 1,
      last_error = null
    from (
      select organization_id, id from mails due
      where state = 'queued' and due_at <= now() and not exists (
        select 1 from mails earlier
        where earlier.organization_id = due.organization_id and earlier.booking_id = due.booking_id
          and earlier.state = 'queued' and (earlier.created_at, earlier.id) < (due.created_at, due.id))
      order by due_at limit ${MAIL_BATCH} for update skip locked
    ) mine
    where m.organization_id = mine.organization_id and m.id = mine.id
    returning m.organization_id, m.id, m.booking_id, m.kind, m.attempts, m.created_at, m.formerly`);
  return rows.map((row) => ({
    organizationId: String(row.organization_id),
    id: String(row.id),
    bookingId: String(row.booking_id),
    kind: row.kind as MailKind,
    attempts: Number(row.attempts),
    createdAt: new Date(String(row.created_at)),
    formerly: (row.formerly as FormerWhereabouts | null) ?? undefined,
  }));
}

const own = (mail: Pick<DueMail, "organizationId" | "id">) =>
  and(eq(mails.organizationId, mail.organizationId), eq(mails.id, mail.id));

export async function settleAsSent(db: Db, mail: DueMail): Promise<void> {
  await db.update(mails).set({ state: "sent", settledAt: sql`now()`, lastError: null }).where(own(mail));
}

/** There is nobody (any more) to send it to. */
export async function forget(db: Db, mail: DueMail): Promise<void> {
  await db.delete(mails).where(own(mail));
}

export interface Setback {
  /** Why, without any address. */
  reason: string;
  /** The server could not be reached at all: no mail would have got through. */
  unreachable: boolean;
  /** Trying again would fail again. */
  isFinal: boolean;
}

/**
 * Due again after 10 s, 20 s, 40 s … an hour, or a minute where the server was not there; given up after a day, since a
 * late confirmation only confuses, and at once where trying again is no use. Answers in how many seconds, or that it was
 * given up.
 */
export async function putBack(db: Db, mail: DueMail, { reason, unreachable, isFinal }: Setback) {
  const given = await db
    .update(mails)
    .set({ state: "failed", settledAt: sql`now()`, lastError: reason })
    .where(
      and(
        own(mail),
        sql`(${isFinal} or ${mails.createdAt} <= now() - make_interval(hours => ${GIVE_UP_AFTER_HOURS}))`,
      ),
    )
    .returning({ id: mails.id });
  if (given.length > 0) return "given up" as const;
  const seconds = Math.min(unreachable ? 60 : 3_600, 10 * 2 ** Math.min(mail.attempts - 1, 9));
  await db
    .update(mails)
    .set({ dueAt: sql`now() + make_interval(secs => ${seconds})`, lastError: reason })
    .where(own(mail));
  return seconds;
}

/** Taken and not tried, since the server is not there: due again soon. */
export async function handBack(db: Db, untried: DueMail[], reason: string): Promise<void> {
  for (const mail of untried) {
    await db
      .update(mails)
      .set({
        dueAt: sql`now() + interval '10 seconds'`,
        attempts: sql`${mails.attempts} - 1`,
        lastError: reason,
      })
      .where(own(mail));
  }
}

/** The server is there again: what waits for it need not wait out its pause. What somebody is sending now has no error. */
export async function wakeWaiting(db: Db): Promise<void> {
  await db
    .update(mails)
    .set({ dueAt: sql`now()` })
    .where(and(eq(mails.state, "queued"), gt(mails.dueAt, sql`now()`), isNotNull(mails.lastError)));
}

/** How long ago the last mail of a booking must be before an attendee may have it sent again. */
const AGAIN_AFTER_MINUTES = 2;

/**
 * Has the mail of a booking sent again: at once where it is still waiting after a failure, else as a new one. `always`
 * is for organisers; an attendee is told false where it went out a moment ago.
 */
export async function resendMail(ctx: Ctx, bookingId: string, { always = false } = {}): Promise<boolean> {
  const ofBooking = and(eq(mails.organizationId, ctx.organizationId), eq(mails.bookingId, bookingId));
  const hurried = await ctx.db
    .update(mails)
    .set({ dueAt: sql`now()` })
    .where(and(ofBooking, eq(mails.state, "queued"), isNotNull(mails.lastError)))
    .returning({ id: mails.id });
  if (hurried.length > 0) return true;
  const recent = sql`exists (
    select 1 from mails where ${ofBooking} and kind not in ('cancelled', 'bookings') and state in ('queued', 'sent')
      and created_at > now() - make_interval(mins => ${always ? 0 : AGAIN_AFTER_MINUTES}))`;
  const queued = await ctx.db.execute(sql`
    insert into mails (organization_id, id, booking_id, kind, due_at, created_at)
    select ${ctx.organizationId}::uuid, ${newId()}::uuid, ${bookingId}::uuid, 'resent', now(), now() where not ${recent}
    returning 1`);
  return queued.length > 0;
}

/** Keeps the mail about a cancelling that is to come from being sent. Undone by `sendCancelMail` where it does not come. */
export async function withholdCancelMail(ctx: Ctx, bookingId: string): Promise<void> {
  await ctx.db
    .insert(mails)
    .values({
      organizationId: ctx.organizationId,
      id: newId(),
      bookingId,
      kind: "cancelled",
      state: "withheld",
      dueAt: sql`now()`,
      createdAt: sql`now()`,
    })
    .onConflictDoNothing();
}

export async function sendCancelMail(ctx: Ctx, bookingId: string): Promise<void> {
  await ctx.db
    .delete(mails)
    .where(
      and(
        eq(mails.organizationId, ctx.organizationId),
        eq(mails.bookingId, bookingId),
        eq(mails.state, "withheld"),
      ),
    );
}
