import type { AppLoadContext } from "@remix-run/server-runtime";
import { and, eq, gt, isNull, lt, ne, sql } from "drizzle-orm";
import { recordAccountChange } from "#app/audit-log/record.server.ts";
import { type Ctx, transact } from "#app/platform/ctx.ts";
import { readCookie, serializeCookie } from "#app/platform/http/cookies.ts";
import { ctxOf } from "#app/platform/http/ctx-of-request.ts";
import { isLocale, type Locale } from "#app/platform/locales.ts";
import { hashToken, newToken } from "#app/platform/secrets.ts";
import type { Db, Tx } from "#db/client.ts";
import { NO_ORGANIZATION, signIns, users } from "#db/schema/index.ts";

/** A sign-in ends 12 hours after it was last used, and 14 days after it began. */
const IDLE_HOURS = 12;
const ABSOLUTE_DAYS = 14;
/** Name of the session cookie. */
export const SIGN_IN_COOKIE = "reservo";

/** The condition for valid sign-ins. Those of disabled users do not exist: a trigger deletes them. */
export const isLive = and(
  gt(signIns.expiresAt, sql`now()`),
  gt(signIns.lastSeenAt, sql`now() - make_interval(hours => ${IDLE_HOURS})`),
);

/** The browser of a request, which its cookie identifies. */
export interface Browser {
  request: Request;
  /** Whether cookies have the names for https. */
  secure: boolean;
}

/** Starts a sign-in and returns its cookie. Ends the browser's previous sign-in, if any. */
export async function beginSignIn(
  context: AppLoadContext,
  { userId, request }: { userId: string; request: Request },
): Promise<string> {
  const { secure } = context;
  const token = newToken();
  await transact(ctxOfAccount(context, userId), async (tx) => {
    await deleteSignIn(tx.tx, request, secure);
    await tx.tx.insert(signIns).values({
      tokenHash: hashToken(token),
      userId,
      expiresAt: sql`now() + make_interval(days => ${ABSOLUTE_DAYS})`,
      userAgent: request.headers.get("User-Agent")?.slice(0, 300) ?? null,
    });
    await recordAccountChange(tx, { action: "account.signed-in", object: { kind: "user", id: userId } });
  });
  return cookieOf(token, secure);
}

/** Gives this browser's sign-in a new token, and returns its cookie. The former token is invalid at once. */
export async function renewSignIn(db: Db, { request, secure }: Browser): Promise<string> {
  const former = readCookie(request, SIGN_IN_COOKIE, secure) ?? "";
  const token = newToken();
  await db
    .update(signIns)
    .set({ tokenHash: hashToken(token) })
    .where(eq(signIns.tokenHash, hashToken(former)));
  return cookieOf(token, secure);
}

function cookieOf(token: string, secure: boolean): string {
  return serializeCookie({ name: SIGN_IN_COOKIE, secure, maxAge: ABSOLUTE_DAYS * 24 * 60 * 60 }, token);
}

/** Returns the stored form of the token in a browser's cookie. */
export function tokenHashOf({ request, secure }: Browser): Uint8Array | undefined {
  const token = readCookie(request, SIGN_IN_COOKIE, secure);
  return token === undefined ? undefined : hashToken(token);
}

/** Ends this browser's sign-in on all instances, and returns the cookie that removes it. */
export async function endSignIn(context: AppLoadContext, request: Request): Promise<string> {
  const { secure } = context;
  await transact(ctxOf(context, NO_ORGANIZATION), async (tx) => {
    const userId = await deleteSignIn(tx.tx, request, secure);
    if (userId === undefined) return;
    const signedOut: Ctx["actor"] = { kind: "member", id: userId };
    const object = { kind: "user", id: userId };
    await recordAccountChange({ ...tx, actor: signedOut }, { action: "account.signed-out", object });
  });
  return serializeCookie({ name: SIGN_IN_COOKIE, secure, maxAge: 0 }, "");
}

/** Deletes this browser's sign-in. Returns its user; undefined if there was none. */
async function deleteSignIn(tx: Tx, request: Request, secure: boolean): Promise<string | undefined> {
  const token = readCookie(request, SIGN_IN_COOKIE, secure);
  if (!token) return undefined;
  const [ended] = await tx
    .delete(signIns)
    .where(eq(signIns.tokenHash, hashToken(token)))
    .returning({ userId: signIns.userId });
  return ended?.userId;
}

const ctxOfAccount = (context: AppLoadContext, userId: string): Ctx =>
  ctxOf(context, NO_ORGANIZATION, { kind: "member", id: userId });

/** Ends all sign-ins of a user on all instances, except that of the browser `keep`. Returns how many it ended. */
export async function endSignInsOf(db: Db, userId: string, keep?: Browser): Promise<number> {
  const kept = keep && tokenHashOf(keep);
  const ended = await db
    .delete(signIns)
    .where(and(eq(signIns.userId, userId), kept ? ne(signIns.tokenHash, kept) : undefined))
    .returning({ id: signIns.id });
  return ended.length;
}

export interface SignedIn {
  userId: string;
  name: string;
  email: string;
  /** The chosen language of organisers' pages; undefined to follow the browser. */
  locale: Locale | undefined;
  /** Whether signing in needs a code of an authenticator app. */
  hasTwoFactor: boolean;
}

const FIELDS = {
  userId: users.id,
  name: users.name,
  email: users.email,
  locale: users.locale,
  hasTwoFactor: sql`${users.totpSince} is not null`.mapWith(Boolean),
};

/** Returns a stored locale if it is still supported. */
function knownLocale(stored: string | null): Locale | undefined {
  return isLocale(stored) ? stored : undefined;
}

/** Returns the user of this browser's sign-in. Queried each time, so that an ended sign-in is invalid at once. */
export async function findSignedIn(db: Db, request: Request, secure: boolean): Promise<SignedIn | undefined> {
  const token = readCookie(request, SIGN_IN_COOKIE, secure);
  if (!token) return undefined;
  const tokenHash = hashToken(token);
  const [found] = await db
    .select({
      ...FIELDS,
      stale: lt(signIns.lastSeenAt, sql`now() - interval '5 minutes'`).mapWith(Boolean),
    })
    .from(signIns)
    .innerJoin(users, eq(users.id, signIns.userId))
    // Also for a sign-in that began while its user was being disabled.
    .where(and(eq(signIns.tokenHash, tokenHash), isLive, isNull(users.disabledAt)));
  if (!found) return undefined;
  const { stale, locale, ...signedIn } = found;
  if (stale) await db.update(signIns).set({ lastSeenAt: sql`now()` }).where(eq(signIns.tokenHash, tokenHash));
  return { ...signedIn, locale: knownLocale(locale) };
}

/** Returns a user who may sign in; undefined if the user does not exist or is disabled. */
export async function findUser(db: Db, userId: string): Promise<SignedIn | undefined> {
  const [found] = await db
    .select(FIELDS)
    .from(users)
    .where(and(eq(users.id, userId), isNull(users.disabledAt)));
  return found && { ...found, locale: knownLocale(found.locale) };
}

/** Deletes expired sign-ins. */
export async function deleteLapsedSignIns(db: Db): Promise<number> {
  const gone = await db
    .delete(signIns)
    .where(
      sql`${signIns.expiresAt} < now() or ${signIns.lastSeenAt} < now() - make_interval(hours => ${IDLE_HOURS})`,
    )
    .returning({ userId: signIns.userId });
  return gone.length;
}
