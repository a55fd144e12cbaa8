import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { isLocale, type Locale } from "#app/platform/locales.ts";
import { hashToken, newToken } from "#app/platform/secrets.ts";
import type { Db, Tx } from "#db/client.ts";
import { accountLinks, users } from "#db/schema/index.ts";
import type { ACCOUNT_LINK_KINDS } from "#db/schema/values.ts";

export type LinkKind = (typeof ACCOUNT_LINK_KINDS)[number];

/** How long links work, and how many mails with one a user can cause within an hour. */
const LINKS: Record<LinkKind, { minutes: number; mostPerHour: number }> = {
  password: { minutes: 10, mostPerHour: 3 },
  email: { minutes: 60, mostPerHour: 5 },
};

/** The user of a link that works. */
export interface Linked {
  userId: string;
  name: string;
  /** The current address of the user. */
  email: string;
  /** The address that the link confirms. */
  newEmail: string | null;
  locale: Locale | undefined;
}

/** Serialises the requests for links of one user or address, until the transaction ends, so that they are counted exactly. */
export async function lockLinks(tx: Tx, subject: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`account links ${subject}`}, 0))`);
}

/** Returns whether a user may get another mail with a link. Links that were cancelled count, used ones do not. */
export async function mayGetLink(tx: Tx, userId: string, kind: LinkKind): Promise<boolean> {
  const [counted] = await tx
    .select({ number: sql<number>`count(*)`.mapWith(Number) })
    .from(accountLinks)
    .where(
      and(
        eq(accountLinks.userId, userId),
        eq(accountLinks.kind, kind),
        gt(accountLinks.createdAt, sql`now() - interval '1 hour'`),
      ),
    );
  return (counted?.number ?? 0) < LINKS[kind].mostPerHour;
}

/** Adds a link and returns its token. `email` is the address that a link of the kind `email` confirms. */
export async function addLink(tx: Tx, userId: string, kind: LinkKind, email?: string): Promise<string> {
  const token = newToken();
  const expiresAt = sql`now() + make_interval(mins => ${LINKS[kind].minutes})`;
  await tx.insert(accountLinks).values({ tokenHash: hashToken(token), userId, kind, email, expiresAt });
  return token;
}

const isWorking = gt(accountLinks.expiresAt, sql`now()`);

/** Returns the user of a link without using it up; undefined if it has expired, was used, or never existed. */
export async function findLink(db: Db, kind: LinkKind, token: string): Promise<Linked | undefined> {
  const [found] = await db
    .select({
      userId: users.id,
      name: users.name,
      email: users.email,
      newEmail: accountLinks.email,
      locale: users.locale,
    })
    .from(accountLinks)
    .innerJoin(users, eq(users.id, accountLinks.userId))
    .where(
      and(
        eq(accountLinks.tokenHash, hashToken(token)),
        eq(accountLinks.kind, kind),
        isWorking,
        isNull(users.disabledAt),
      ),
    );
  return found && { ...found, locale: isLocale(found.locale) ? found.locale : undefined };
}

/** Uses a link up and returns its user; undefined if it does not work (any more). One of two concurrent requests gets it. */
export async function consumeLink(tx: Tx, kind: LinkKind, token: string): Promise<Linked | undefined> {
  const linked = await findLink(tx, kind, token);
  const used = await tx
    .delete(accountLinks)
    .where(and(eq(accountLinks.tokenHash, hashToken(token)), isWorking))
    .returning({ userId: accountLinks.userId });
  return used.length > 0 ? linked : undefined;
}

/** Returns the new address that a user has not confirmed yet. */
export async function findPendingEmail(db: Db, userId: string): Promise<string | undefined> {
  const [pending] = await db
    .select({ email: accountLinks.email })
    .from(accountLinks)
    .where(and(eq(accountLinks.userId, userId), eq(accountLinks.kind, "email"), isWorking));
  return pending?.email ?? undefined;
}

/** Ends the links to a new address, without forgetting that they were mailed. Returns whether there was one. */
export async function expireEmailLinks(tx: Tx, userId: string): Promise<boolean> {
  const expired = await tx
    .update(accountLinks)
    .set({ expiresAt: sql`now()` })
    .where(and(eq(accountLinks.userId, userId), eq(accountLinks.kind, "email"), isWorking))
    .returning({ userId: accountLinks.userId });
  return expired.length > 0;
}

/** Deletes every link of a user. */
export async function deleteLinksOf(tx: Tx, userId: string): Promise<void> {
  await tx.delete(accountLinks).where(eq(accountLinks.userId, userId));
}

/** Deletes expired links that no longer count towards the mails of an hour. Returns how many there were. */
export async function deleteLapsedLinks(db: Db): Promise<number> {
  const gone = await db
    .delete(accountLinks)
    .where(sql`${accountLinks.expiresAt} <= now() and ${accountLinks.createdAt} <= now() - interval '1 hour'`)
    .returning({ userId: accountLinks.userId });
  return gone.length;
}
