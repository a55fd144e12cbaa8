import { and, eq, gt, isNotNull, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { type FormerWhereabouts, mails } from "#db/schema/index.ts";

type MailKind = (typeof mails.$inferSelect)["kind"];

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

export const MAIL_BATCH = 20;
/** A mail that was taken is due again after this long, should whoever took it be gone. */
const LEASE_SECONDS = 60;
const GIVE_UP_AFTER_HOURS = 24;
/** Most mails that one address gets of one event in an hour, so that nobody floods a stranger's mailbox with bookings. */
const MOST_MAILS_PER_HOUR = 6;

/** The mails of a batch that may be sent now, and how many were taken: those over their address's quota are due later. */
export interface TakenMails {
  due: DueMail[];
  taken: number;
}

/**
 * Takes mails that are due. Those of one booking keep their order: a mail waits until the one before it is settled. Beyond
 * six an hour to one address from one event a mail waits until the hour has room for it.
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
      select addressed.organization_id, addressed.id, nth + recent.sent > ${MOST_MAILS_PER_HOUR} as waits, recent.oldest
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

/** Counts what the address of an `addressed` mail got of its event in the last hour, what is being sent now included. */
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
