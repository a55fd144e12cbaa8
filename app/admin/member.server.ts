import type { AppLoadContext } from "@remix-run/server-runtime";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { type Permissions, permissionsOf, type Role } from "#app/auth/capabilities.ts";
import { findSignedIn, findUser, type SignedIn } from "#app/auth/sign-ins.server.ts";
import { findOrganizationBySlug } from "#app/organizations/organizations.server.ts";
import type { Locale } from "#app/platform/locales.ts";
import type { Db } from "#db/client.ts";
import { eventMembers, members, organizations, slugs } from "#db/schema/index.ts";

/** A user's membership in one organisation, with what the user may do there. */
export interface Membership extends Permissions {
  /** The role for the organisation; null for members of single events. */
  role: Role | null;
  organizationId: string;
  organization: string;
  /** The organisation's slug. */
  slug: string;
  /** Whether the organisation's pages are for members with two-factor authentication only. */
  requiresTwoFactor: boolean;
  /** Whether the member was last seen more than five minutes ago. */
  isLastSeenStale: boolean;
}

/** A signed-in user with the organisations they belong to, the oldest membership first. */
export interface Account extends SignedIn {
  memberships: Membership[];
}

export type Member = SignedIn & Membership;

const accounts = new WeakMap<AppLoadContext, Promise<Account | undefined>>();

/**
 * Returns the signed-in user, or undefined for signed-out users. Remix passes one load context but different Request objects
 * to the loaders and the action of a request, so the result is cached by context: one query per request.
 */
export function findAccount(request: Request, context: AppLoadContext): Promise<Account | undefined> {
  const known = accounts.get(context);
  if (known) return known;
  const found = readAccount(request, context);
  accounts.set(context, found);
  return found;
}

/** Returns the language that the signed-in user has chosen, if the request has looked the user up; never rejects. */
export async function localeOfAccount(context: AppLoadContext): Promise<Locale | undefined> {
  try {
    return (await accounts.get(context))?.locale;
  } catch {
    // The rendered page already reports the error.
    return undefined;
  }
}

/** Sets the account of a request that signs in by itself. */
export function rememberAccount(context: AppLoadContext, account: Account): void {
  accounts.set(context, Promise.resolve(account));
}

/** Returns the account of a user whose password has been verified. */
export async function readAccountOf(db: Db, userId: string): Promise<Account | undefined> {
  const user = await findUser(db, userId);
  return user && { ...user, memberships: await readMemberships(db, userId) };
}

/** Finds the membership in the organisation with a slug, the current or a former one. */
export async function findMembership(
  db: Db,
  { memberships }: Pick<Account, "memberships">,
  name: string,
): Promise<Membership | undefined> {
  const named = memberships.find(({ slug }) => slug === name);
  if (named) return named;
  const organization = await findOrganizationBySlug(db, name);
  return memberships.find(({ organizationId }) => organizationId === organization?.id);
}

async function readAccount(request: Request, context: AppLoadContext): Promise<Account | undefined> {
  const signedIn = await findSignedIn(context.db, request, context.secure);
  return signedIn && { ...signedIn, memberships: await readMemberships(context.db, signedIn.userId) };
}

/** The roles of a member for single events, by event id. */
const eventRoles = sql<Record<string, Role> | null>`(
  select jsonb_object_agg(e.event_id, e.role) from ${eventMembers} e
  where e.organization_id = ${members.organizationId} and e.user_id = ${members.userId})`;

async function readMemberships(db: Db, userId: string): Promise<Membership[]> {
  const rows = await db
    .select({
      role: members.role,
      eventRoles,
      requiresTwoFactor: organizations.requiresTwoFactor,
      isLastSeenStale:
        sql<boolean>`coalesce(${members.lastSeenAt} < now() - interval '5 minutes', true)`.mapWith(Boolean),
      organizationId: members.organizationId,
      organization: organizations.name,
      slug: slugs.slug,
    })
    .from(members)
    .innerJoin(organizations, eq(organizations.id, members.organizationId))
    .innerJoin(
      slugs,
      and(eq(slugs.organizationId, organizations.id), isNull(slugs.eventId), eq(slugs.current, true)),
    )
    .where(eq(members.userId, userId))
    .orderBy(asc(members.createdAt), asc(members.organizationId));
  return rows.map(({ eventRoles, ...row }) => {
    const { capabilities, eventCapabilities } = permissionsOf(row.role, eventRoles ?? {});
    return { ...row, capabilities, eventCapabilities };
  });
}
