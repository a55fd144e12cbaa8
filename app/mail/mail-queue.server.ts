import { and, eq, gt, isNotNull, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { type FormerWhereabouts, mails } from "#db/schema/index.ts";

type MailKind = (typeof mails.$inferSelect)["kind"];

/** A leased mail to send now. */
export interface DueMail {
  organizationId: string;
  id: string;
  bookingId: string;
  kind: MailKind;
  attempts: number;
  createdAt: Date;
  /** The former time and place, for a mail about a move. */
  formerly: FormerWhereabouts | undefined;
}

export const MAIL_BATCH = 20;
/** The lease of a mail: it is due again after this time if its worker crashed. */
const LEASE_SECONDS = 60;
const GIVE_UP_AFTER_HOURS = 24;
/** Maximum mails per address, event and hour, so that bookings cannot be used to flood a stranger's mailbox. */
const MAX_MAILS_PER_HOUR = 6;

/** The leased mails of a batch, and how many rows it had, including those postponed by the limit per address. */
export interface TakenMails {
  due: DueMail[];
  taken: number;
}

/**
 * Leases due mails. Mails of one booking keep their order: each waits until the previous one is settled. Mails beyond the
 * limit per address, event and hour are postponed.
 */
export async function takeDueMails(db: Db): Promise<TakenMails> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    with mine as (
      select organization_id, id, booking_id, created_at from mails due
      where state = 'queued' and due_at <= now() and not exists (
        select 1 from mails earlier
        where earlier.organization_id = due.organization_id and earlier.booking_id = due.booking_id
          and earlier.state = 'queued' and (earlier.created_at, earlier.id) < (due.created_at, due.id))
      order by due_at limit ${MAIL_BATCH} for update skip locked
    ), addressed as (
      select mine.*, b.scope, lower(p.email) as email,
        row_number() over (partition by mine.organization_id, b.scope, lower(p.email)
          order by mine.created_at, mine.id) as nth
      from mine
        join bookings b on b.organization_id = mine.organization_id and b.id = mine.booking_id
        left join people p on p.organization_id = b.organization_id and p.booking_id = b.id and p.position = 0
    ), counted as (
      select addressed.organization_id, addressed.id, nth + recent.sent > ${MAX_MAILS_PER_HOUR} as waits, recent.oldest
      from addressed cross join lateral (${recentMails}) recent
    )
    update mails m set
      due_at = case when waits then coalesce(oldest, now()) + interval '1 hour'
        else now() + make_interval(secs => ${LEASE_SECONDS}) end,
      attempts = attempts + case when waits then 0 else 1 end,
      last_error = case when waits then last_error end
    from counted
    where m.organization_id = counted.organization_id and m.id = counted.id
    returning m.organization_id, m.id, m.booking_id, m.kind, m.attempts, m.created_at, m.formerly, waits`);
  return { due: rows.filter((row) => !row.waits).map(dueMailOf), taken: rows.length };
}

/** SQL: counts the mails to the address of an `addressed` mail about its event in the last hour, including those in flight. */
const recentMails = sql`
  select count(*) as sent, min(recent.settled_at) as oldest
  from people p
    join bookings b on b.organization_id = p.organization_id and b.id = p.booking_id
      and b.scope is not distinct from addressed.scope
    join mails recent on recent.organization_id = b.organization_id and recent.booking_id = b.id
      and (recent.state = 'sent' and recent.settled_at > now() - interval '1 hour'
        or recent.state = 'queued' and recent.attempts > 0 and recent.last_error is null and recent.due_at > now())
  where p.organization_id = addressed.organization_id and p.position = 0 and lower(p.email) = addressed.email`;

function dueMailOf(row: Record<string, unknown>): DueMail {
  return {
    organizationId: String(row.organization_id),
    id: String(row.id),
    bookingId: String(row.booking_id),
    kind: row.kind as MailKind,
    attempts: Number(row.attempts),
    createdAt: new Date(String(row.created_at)),
    formerly: (row.formerly as FormerWhereabouts | null) ?? undefined,
  };
}

const own = (mail: Pick<DueMail, "organizationId" | "id">) =>
  and(eq(mails.organizationId, mail.organizationId), eq(mails.id, mail.id));

/** Marks a mail as sent. */
export async function settleAsSent(db: Db, mail: DueMail): Promise<void> {
  await db.update(mails).set({ state: "sent", settledAt: sql`now()`, lastError: null }).where(own(mail));
}

/** Deletes a mail without a recipient. */
export async function deleteMail(db: Db, mail: DueMail): Promise<void> {
  await db.delete(mails).where(own(mail));
}

export interface SendFailure {
  /** The error, without email addresses. */
  reason: string;
  /** Whether the mail server was unreachable, so that no mail could have been sent. */
  unreachable: boolean;
  /** Whether a retry would fail again. */
  isFinal: boolean;
}

/**
 * Schedules a retry after 10 s, 20 s, 40 s … up to an hour, or up to a minute if the server was unreachable. Gives up after
 * a day, since a late confirmation only confuses, and at once if a retry is useless. Returns the delay in seconds, or
 * "given up".
 */
export async function scheduleRetry(db: Db, mail: DueMail, { reason, unreachable, isFinal }: SendFailure) {
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

/** Returns leased mails to the queue that were not attempted because the server is unreachable. */
export async function releaseMails(db: Db, untried: DueMail[], reason: string): Promise<void> {
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

/** Makes failed mails due now that the server is reachable again. Mails in flight have no error and are left alone. */
export async function wakeWaiting(db: Db): Promise<void> {
  await db
    .update(mails)
    .set({ dueAt: sql`now()` })
    .where(and(eq(mails.state, "queued"), gt(mails.dueAt, sql`now()`), isNotNull(mails.lastError)));
}
