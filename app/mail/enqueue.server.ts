import { and, eq, inArray, isNotNull, type SQL, sql } from "drizzle-orm";
import { record } from "#app/audit-log/record.server.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import { type Ctx, type TxCtx, transact } from "#app/platform/ctx.ts";
import { newId } from "#app/platform/ids.ts";
import type { Db, Tx } from "#db/client.ts";
import { type FormerWhereabouts, mails, type OutboxRow } from "#db/schema/index.ts";

// Enqueues mails. A mail is a row of `mails`, written in the transaction of the change that it is about.

/** Changes of a booking within this time share one mail, which shows the booking at the time of sending. */
const GATHER_CHANGES_MINUTES = 2;

/** SQL condition: the mail `m` is about changes and can still absorb further changes of its booking. */
const gathers = sql`m.state = 'queued' and m.kind = 'changed' and m.attempts = 0`;

/**
 * SQL condition: the outbox row `d` becomes a mail. The booking must be a guest's or a walk-in's, have been confirmed and
 * have an email address, and no queued mail can absorb the change.
 */
export const becomesMail = sql`(d.kind = 'confirmed' or d.kind in ('changed', 'cancelled') and exists (
        select 1 from history h
        where h.organization_id = d.organization_id and h.booking_id = d.booking_id
          and h.kind = 'confirmed' and h.position < d.position))
      and exists (
        select 1 from people p
        join bookings b on b.organization_id = p.organization_id and b.id = p.booking_id
        where p.organization_id = d.organization_id and p.booking_id = d.booking_id and p.position = 0
          and p.email is not null and b.kind in ('guest', 'walk_in'))
      and not (d.kind = 'changed' and exists (
        select 1 from mails m
        where m.organization_id = d.organization_id and m.booking_id = d.booking_id and ${gathers}))`;

/** SQL expression for the initial state of the mail for `d`. Without `notify` it is stored for the record but not sent. */
export const stateOfNewMail = sql<
  "queued" | "withheld"
>`case when d.notify then 'queued' else 'withheld' end`;

/**
 * Enqueues mails for changes of bookings, in the transaction that removed them from the outbox. Only for confirmed
 * bookings with an email address: holds send no mail, and API clients notify their customers themselves. Changes of one
 * booking share a mail, and a cancellation replaces it. Without `notify` the mail is stored as withheld, for the record.
 */
export async function enqueueFromOutbox(tx: Tx, rows: readonly OutboxRow[]): Promise<void> {
  await tx.execute(sql`
    with d as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as taken(
      organization_id uuid, id uuid, booking_id uuid, position int, kind text, notify boolean, created_at timestamptz)
    ), superseded as (
      delete from mails m using d
      where d.kind = 'cancelled' and m.organization_id = d.organization_id and m.booking_id = d.booking_id and ${gathers}
    )
    insert into mails (organization_id, id, booking_id, kind, state, due_at, created_at)
    select d.organization_id, d.id, d.booking_id, d.kind, ${stateOfNewMail},
      now() + make_interval(mins => case when d.kind = 'changed' then ${GATHER_CHANGES_MINUTES} else 0 end), d.created_at
    from d
    where ${becomesMail}
    on conflict do nothing`);
}

/**
 * Enqueues the mail about a corrected address and removes unsent mails to the wrong one. Returns false if there was such
 * a mail before: a unique index allows one per booking.
 */
export async function enqueueCorrected(tx: TxCtx, bookingId: string): Promise<boolean> {
  const { organizationId } = tx;
  const [queued] = await tx.tx
    .insert(mails)
    .values({
      organizationId,
      id: newId(),
      bookingId,
      kind: "corrected",
      dueAt: sql`now()`,
      createdAt: sql`now()`,
    })
    .onConflictDoNothing()
    .returning({ id: mails.id });
  if (!queued) return false;
  await tx.tx
    .delete(mails)
    .where(
      and(
        ofBooking(tx, bookingId),
        eq(mails.state, "queued"),
        inArray(mails.kind, ["confirmed", "resent"]),
        sql`${mails.attempts} = 0 or ${mails.lastError} is not null`,
      ),
    );
  return true;
}

/** Returns whether the address of a booking was corrected before. */
export async function wasCorrected(ctx: Ctx, bookingId: string): Promise<boolean> {
  const [before] = await ctx.db
    .select({ id: mails.id })
    .from(mails)
    .where(and(ofBooking(ctx, bookingId), eq(mails.kind, "corrected")))
    .limit(1);
  return before !== undefined;
}

/**
 * Enqueues a mail about a move for each booking whose `id` is selected by `concerned`. A mail about an earlier move that
 * was not attempted yet is extended instead, and keeps the details from before the first move.
 */
export async function enqueueMoved(tx: TxCtx, concerned: SQL, former: FormerWhereabouts): Promise<void> {
  const { organizationId } = tx;
  const formerly = sql`${JSON.stringify(former)}::jsonb`;
  await tx.tx.execute(sql`
    with concerned as (${concerned}),
    waiting as (
      update mails m set formerly = (${formerly} - 'sessions') || m.formerly
        || jsonb_build_object('sessions', (${formerly} -> 'sessions') || (m.formerly -> 'sessions'))
      from concerned c
      where m.organization_id = ${organizationId}::uuid and m.booking_id = c.id
        and m.kind = 'moved' and m.state = 'queued' and m.attempts = 0
      returning m.booking_id
    )
    insert into mails (organization_id, id, booking_id, kind, formerly, due_at, created_at)
    select ${organizationId}::uuid, gen_random_uuid(), c.id, 'moved', ${formerly}, now(), now() from concerned c
    where not exists (select 1 from waiting w where w.booking_id = c.id)`);
}

/** Minimum interval between two booking lists to one address. */
const LIST_EVERY_MINUTES = 10;

/**
 * Enqueues a mail with links to the confirmed bookings of an address, one per organisation, or only for the given
 * organisation. A single statement, so that its duration does not reveal whether the address has bookings.
 */
export async function enqueueBookingList(db: Db, email: string, organizationId?: string): Promise<void> {
  const ofOne = organizationId ? sql`and o.id = ${organizationId}` : sql``;
  await db.execute(sql`
    insert into mails (organization_id, id, booking_id, kind, due_at, created_at)
    select distinct on (p.organization_id)
      p.organization_id, gen_random_uuid(), p.booking_id, 'bookings', now(), now()
    from organizations o
    join people p on p.organization_id = o.id and p.position = 0 and lower(p.email) = lower(${email})
    join bookings b on b.organization_id = p.organization_id and b.id = p.booking_id and b.fate = 'confirmed'
      and b.kind in ('guest', 'walk_in')
    where not exists (
        select 1 from people q
        join mails m on m.organization_id = q.organization_id and m.booking_id = q.booking_id
        where q.organization_id = o.id and q.position = 0 and lower(q.email) = lower(${email})
          and m.kind = 'bookings' and m.created_at > now() - make_interval(mins => ${LIST_EVERY_MINUTES}))
      ${ofOne}
    order by p.organization_id, b.created_at desc`);
}

/** Minimum interval between mails of a booking when an attendee requests a resend. */
const RESEND_INTERVAL_MINUTES = 2;

/**
 * Resends the mail of a booking: retries a failed one at once, else enqueues a new one. Refuses with MAIL_JUST_SENT if one
 * was sent a moment ago, unless `always` (organisers). A member's request is recorded in the audit log.
 */
export function resendMail(
  ctx: Ctx,
  bookingId: string,
  { always = false } = {},
): Promise<CommandResult<"MAIL_JUST_SENT">> {
  return transact(ctx, async (tx) => {
    const resent = (await retryFailed(tx, bookingId)) || (await enqueueResent(tx, bookingId, always));
    if (!resent) return { ok: false, refusal: "MAIL_JUST_SENT" };
    if (tx.actor.kind === "member")
      await record(tx, { action: "booking.mail-resent", object: { kind: "booking", id: bookingId } });
    return { ok: true };
  });
}

async function retryFailed(tx: TxCtx, bookingId: string): Promise<boolean> {
  const retried = await tx.tx
    .update(mails)
    .set({ dueAt: sql`now()` })
    .where(and(ofBooking(tx, bookingId), eq(mails.state, "queued"), isNotNull(mails.lastError)))
    .returning({ id: mails.id });
  return retried.length > 0;
}

async function enqueueResent(tx: TxCtx, bookingId: string, always: boolean): Promise<boolean> {
  const recent = sql`exists (
    select 1 from mails where ${ofBooking(tx, bookingId)} and kind not in ('cancelled', 'bookings') and state in ('queued', 'sent')
      and created_at > now() - make_interval(mins => ${always ? 0 : RESEND_INTERVAL_MINUTES}))`;
  const queued = await tx.tx.execute(sql`
    insert into mails (organization_id, id, booking_id, kind, due_at, created_at)
    select ${tx.organizationId}::uuid, ${newId()}::uuid, ${bookingId}::uuid, 'resent', now(), now() where not ${recent}
    returning 1`);
  return queued.length > 0;
}

const ofBooking = (ctx: Ctx, bookingId: string) =>
  and(eq(mails.organizationId, ctx.organizationId), eq(mails.bookingId, bookingId));
