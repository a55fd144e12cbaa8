import type { AppLoadContext } from "@remix-run/server-runtime";
import { and, eq, inArray } from "drizzle-orm";
import { readCookie, serializeCookie } from "#app/platform/http/cookies.ts";
import { isId } from "#app/platform/ids.ts";
import type { Db } from "#db/client.ts";
import { apiKeys, bookings, events, webhookEndpoints } from "#db/schema/index.ts";
import { type Account, findMembership, type Membership } from "./member.server.ts";

const COOKIE = "reservo-organization";
const COOKIE_MAX_AGE_SECONDS = 365 * 24 * 60 * 60;

/** Returns the cookie that names the last visited organisation; undefined if the browser already has it. */
export function rememberOrganization(
  request: Request,
  context: AppLoadContext,
  slug: string,
): string | undefined {
  if (readCookie(request, COOKIE, context.secure) === slug) return undefined;
  return serializeCookie({ name: COOKIE, secure: context.secure, maxAge: COOKIE_MAX_AGE_SECONDS }, slug);
}

/** Returns the last visited organisation, else the one of the user's oldest membership. */
export async function defaultMembership(
  request: Request,
  context: AppLoadContext,
  account: Account,
): Promise<Membership | undefined> {
  const last = readCookie(request, COOKIE, context.secure);
  const known = last === undefined ? undefined : await findMembership(context.db, account, last);
  return known ?? account.memberships[0];
}

/** Returns which of the user's organisations owns the row whose id is in a path below `/admin`, such as `events/:id/edit`. */
export async function findOwner(
  { db, mail }: AppLoadContext,
  { memberships }: Account,
  path: string,
): Promise<Membership | undefined> {
  const [, kind = "", id = ""] = /^(?:developers\/)?(\w+)\/([^/]+)/.exec(path) ?? [];
  if (kind === "mailbox") {
    const found = await Promise.all(memberships.map((each) => mail.mailbox?.read(each.organizationId, id)));
    return memberships.find((_, index) => found[index] !== undefined);
  }
  const table = Object.hasOwn(TABLES, kind) ? TABLES[kind as keyof typeof TABLES] : undefined;
  if (!table || !isId(id) || memberships.length === 0) return undefined;
  const owner = await readOwner(
    db,
    table,
    id,
    memberships.map((each) => each.organizationId),
  );
  return memberships.find((each) => each.organizationId === owner);
}

const TABLES = { events, bookings, keys: apiKeys, webhooks: webhookEndpoints };

async function readOwner(
  db: Db,
  table: (typeof TABLES)[keyof typeof TABLES],
  id: string,
  among: string[],
): Promise<string | undefined> {
  const [row] = await db
    .select({ organizationId: table.organizationId })
    .from(table)
    .where(and(inArray(table.organizationId, among), eq(table.id, id)))
    .limit(1);
  return row?.organizationId;
}
