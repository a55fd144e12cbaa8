import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { assert } from "#app/platform/assert.ts";
import { type CommandResult, changedOne } from "#app/platform/command-result.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { newId } from "#app/platform/ids.ts";
import { slugLookedUp } from "#app/platform/text/slug.ts";
import type { Db, Tx } from "#db/client.ts";
import { NO_ORGANIZATION, organizations, settings, slugs } from "#db/schema/index.ts";
import { claimSlug, type Renamed, renameSlug } from "./slugs.server.ts";

export interface Organization {
  id: string;
  name: string;
  slug: string;
  contactEmail: string | null;
  timeZone: string;
  locale: string;
  /** By whose plan telephone numbers without a country code are read. */
  country: string | null;
  currency: string | null;
  /** Addresses for the footer of its public pages; empty where it has none. */
  privacyUrl: string;
  imprintUrl: string;
  /** Grows with each change of its settings. */
  version: number;
}

export interface NewOrganization {
  name: string;
  contactEmail?: string;
  timeZone: string;
  locale?: string;
  country?: string | null;
}

/** What an organisation decides about itself. */
export type OrganizationSettings = Pick<
  Organization,
  "name" | "contactEmail" | "timeZone" | "country" | "currency" | "privacyUrl" | "imprintUrl"
>;

/** Makes an organisation with a public name of its own; a taken name gets a number. */
export async function createOrganization(tx: Tx, input: NewOrganization): Promise<string> {
  const id = newId();
  await tx.insert(organizations).values({ id, ...input });
  await claimSlug(tx, { text: input.name, organizationId: id });
  return id;
}

/** Names an organisation that was made without its owner. Its public name in addresses stays. */
export async function nameOrganization(tx: Tx, id: string, input: NewOrganization): Promise<void> {
  const { name, contactEmail, timeZone, country } = input;
  const named = await tx
    .update(organizations)
    .set({ name, contactEmail, timeZone, country })
    .where(eq(organizations.id, id))
    .returning({ id: organizations.id });
  assert(named.length === 1, "the organisation that is named exists");
}

/** Saves settings over the version that a form was opened with. Refuses with SETTINGS_CHANGED where they were saved since. */
export async function updateOrganization(
  ctx: Ctx,
  version: number,
  input: OrganizationSettings,
): Promise<CommandResult<"SETTINGS_CHANGED">> {
  const saved = await ctx.db
    .update(organizations)
    .set({ ...input, version: version + 1 })
    .where(and(eq(organizations.id, ctx.organizationId), eq(organizations.version, version)))
    .returning({ id: organizations.id });
  return changedOne(saved, "SETTINGS_CHANGED");
}

/** Gives an organisation the public name that was typed. Former names lead to the new one. Refuses as `renameSlug` does. */
export function renameOrganization(ctx: Ctx, typed: string): Promise<Renamed> {
  return renameSlug(ctx, typed, {
    lock: (tx) =>
      tx.tx
        .update(organizations)
        .set({ version: sql`${organizations.version} + 1` })
        .where(eq(organizations.id, tx.organizationId)),
  });
}

const FIRST = "first-organization";

/**
 * Makes an organisation where there is none, for keys of the environment to belong to; whoever becomes the owner gives
 * it a name. Instances that start together make one: the second waits for the setting that the first is writing.
 */
export async function assureOrganization(db: Db): Promise<void> {
  if ((await listOrganizations(db, 1)).length > 0) return;
  await db.transaction(async (tx) => {
    const [mine] = await tx
      .insert(settings)
      .values({ organizationId: NO_ORGANIZATION, name: FIRST, value: true })
      .onConflictDoNothing()
      .returning({ name: settings.name });
    if (mine) await createOrganization(tx, { name: "First organisation", timeZone: "UTC" });
  });
}

/** The rows of `slugs` that are names of organisations, so that a query can join a name of an event besides. */
export const organizationSlugs = alias(slugs, "organization_slugs");

/** What a query selects to make an Organization; it joins the organisation's own name. */
export const organizationColumns = {
  id: organizations.id,
  name: organizations.name,
  slug: organizationSlugs.slug,
  contactEmail: organizations.contactEmail,
  timeZone: organizations.timeZone,
  locale: organizations.locale,
  country: organizations.country,
  currency: organizations.currency,
  privacyUrl: organizations.privacyUrl,
  imprintUrl: organizations.imprintUrl,
  version: organizations.version,
};

/** Joins an organisation's name to it. */
export const ownName = and(
  eq(organizationSlugs.organizationId, organizations.id),
  isNull(organizationSlugs.eventId),
  eq(organizationSlugs.current, true),
);

function query(db: Db) {
  return db.select(organizationColumns).from(organizations).innerJoin(organizationSlugs, ownName).$dynamic();
}

/** Organisations, oldest first, those behind `after`; the first of all is the one that `/` shows when it is alone. */
export function listOrganizations(db: Db, limit = 200, after?: string): Promise<Organization[]> {
  // As a pair of the row itself: a date of JavaScript has fewer digits than the database's.
  const isBehind = sql`(${organizations.createdAt}, ${organizations.id}) >
    (select created_at, id from organizations as last where last.id = ${after ?? null}::uuid)`;
  return query(db)
    .where(after === undefined ? undefined : isBehind)
    .orderBy(asc(organizations.createdAt), asc(organizations.id))
    .limit(limit);
}

/** Returns an organisation by its public name or a former one. */
export async function findOrganizationBySlug(db: Db, slug: string): Promise<Organization | undefined> {
  const [found] = await query(db)
    .innerJoin(slugs, and(eq(slugs.organizationId, organizations.id), isNull(slugs.eventId)))
    .where(eq(slugs.slug, slugLookedUp(slug)))
    .limit(1);
  return found;
}

export async function findOrganization(db: Db, id: string): Promise<Organization | undefined> {
  const [found] = await query(db).where(eq(organizations.id, id)).limit(1);
  return found;
}
