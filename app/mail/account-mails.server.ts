import { and, eq, gt, isNotNull, lt, sql } from "drizzle-orm";
import { assert } from "#app/platform/assert.ts";
import { newId } from "#app/platform/ids.ts";
import type { Locale } from "#app/platform/locales.ts";
import { seal, unseal } from "#app/platform/seal.ts";
import type { Signer } from "#app/platform/signer.ts";
import type { Db, Tx } from "#db/client.ts";
import { accountMails } from "#db/schema/index.ts";
import type { SendFailure } from "./mail-queue.server.ts";

// Mails that are not about a booking. They exist outside of organisations, since a user may belong to several or none.

/** The recipient of a mail, and the language that they read. */
interface Recipient {
  to: string;
  locale: Locale;
}

/** Paths contain the token of a one-time link; the relay adds the origin. */
export type AccountMail = Recipient &
  (
    | { kind: "invitation"; organizationId: string; organization: string; inviter: string; path: string }
    | { kind: "password-link"; name: string; path: string }
    | { kind: "password-changed"; name: string }
    /** Sent to the new address. */
    | { kind: "email-link"; name: string; path: string }
    /** Sent to the former address; `email` is the new one. */
    | { kind: "email-changed"; name: string; email: string }
    | { kind: "two-factor-on"; name: string }
    | { kind: "two-factor-off"; name: string }
  );

/** A leased mail to send now. */
export interface DueAccountMail {
  id: string;
  attempts: number;
  /** Undefined if it cannot be decrypted, since the deployment's secret has changed. */
  mail: AccountMail | undefined;
}

export const ACCOUNT_MAIL_BATCH = 20;
/** The lease of a mail: it is due again after this time if its worker crashed. */
const LEASE_SECONDS = 60;
/** Links expire, and a late notice only confuses. */
const GIVE_UP_AFTER_HOURS = 24;
/** Settled mails contain nothing, and are kept for diagnosis only. */
const RETENTION_DAYS = 30;
const PURPOSE = "account mails";

const sealOf = (signer: Signer, id: string) => ({
  signer,
  purpose: PURPOSE,
  boundTo: new TextEncoder().encode(id),
});

/** Enqueues a mail in the transaction of the change that it is about. Its contents are encrypted. */
export async function enqueueAccountMail(tx: Tx, signer: Signer, mail: AccountMail): Promise<void> {
  const id = newId();
  const contents = await seal(JSON.stringify(mail), sealOf(signer, id));
  await tx.insert(accountMails).values({ id, kind: mail.kind, contents });
}

/** Leases due mails, oldest first. */
export async function takeDueAccountMails(db: Db, signer: Signer): Promise<DueAccountMail[]> {
  const rows = await db.execute<{ id: string; attempts: string; contents: Uint8Array }>(sql`
    with due as (
      select id from account_mails where state = 'queued' and due_at <= now()
      order by due_at limit ${ACCOUNT_MAIL_BATCH} for update skip locked
    )
    update account_mails m
    set due_at = now() + make_interval(secs => ${LEASE_SECONDS}), attempts = attempts + 1
    from due where m.id = due.id
    returning m.id, m.attempts, m.contents`);
  return Promise.all(
    rows.map(async ({ id, attempts, contents }) => {
      const text = await unseal(contents, sealOf(signer, id));
      const mail = text === undefined ? undefined : (JSON.parse(text) as AccountMail);
      return { id, attempts: Number(attempts), mail };
    }),
  );
}

const SETTLED = { settledAt: sql`now()`, contents: null };

/** Marks a mail as sent, and deletes its contents. */
export async function settleAccountMail(db: Db, id: string): Promise<void> {
  await db
    .update(accountMails)
    .set({ ...SETTLED, state: "sent", lastError: null })
    .where(eq(accountMails.id, id));
}

/**
 * Schedules a retry after 10 s, 20 s, 40 s … up to an hour, or up to a minute if the server was unreachable. Gives up after a
 * day, and at once if a retry is useless. Returns the delay in seconds, or "given up".
 */
export async function scheduleAccountMailRetry(
  db: Db,
  { id, attempts }: DueAccountMail,
  { reason, unreachable, isFinal }: SendFailure,
) {
  const isTooOld = sql`${accountMails.createdAt} <= now() - make_interval(hours => ${GIVE_UP_AFTER_HOURS})`;
  const given = await db
    .update(accountMails)
    .set({ ...SETTLED, state: "failed", lastError: reason })
    .where(and(eq(accountMails.id, id), sql`(${isFinal} or ${isTooOld})`))
    .returning({ id: accountMails.id });
  if (given.length > 0) return "given up" as const;
  const seconds = Math.min(unreachable ? 60 : 3_600, 10 * 2 ** Math.min(Math.max(attempts - 1, 0), 9));
  const [waiting] = await db
    .update(accountMails)
    .set({ dueAt: sql`now() + make_interval(secs => ${seconds})`, lastError: reason })
    .where(eq(accountMails.id, id))
    .returning({ id: accountMails.id });
  assert(waiting !== undefined, "the leased mail still exists");
  return seconds;
}

/** Makes failed mails due now that the server is reachable again. */
export async function wakeAccountMails(db: Db): Promise<void> {
  await db
    .update(accountMails)
    .set({ dueAt: sql`now()` })
    .where(
      and(
        eq(accountMails.state, "queued"),
        gt(accountMails.dueAt, sql`now()`),
        isNotNull(accountMails.lastError),
      ),
    );
}

/** Deletes mails that were settled long ago. */
export async function deleteOldAccountMails(db: Db): Promise<void> {
  await db
    .delete(accountMails)
    .where(lt(accountMails.settledAt, sql`now() - make_interval(days => ${RETENTION_DAYS})`));
}
