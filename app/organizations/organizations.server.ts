import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { record } from "#app/audit-log/record.server.ts";
import { assert } from "#app/platform/assert.ts";
import { changedFields } from "#app/platform/changed-fields.ts";
import { type CommandResult, changedOne } from "#app/platform/command-result.ts";
import { type Ctx, transact } from "#app/platform/ctx.ts";
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
  /** The country of telephone numbers without a country code. */
  country: string | null;
  currency: string | null;
  /** URLs in the footer of its public pages; empty for none. */
  privacyUrl: string;
  imprintUrl: string;
  /** Whether members need two-factor authentication to open its pages. */
  requiresTwoFactor: boolean;
  /** Increases with each change of its settings. */
  version: number;
}

export interface NewOrganization {
  name: string;
  contactEmail?: string;
  timeZone: string;
  locale?: string;
  country?: string | null;
}

/** The editable settings of an organisation. */
export type OrganizationSettings = Pick<
  Organization,
  | "name"
  | "contactEmail"
  | "timeZone"
  | "country"
  | "currency"
  | "privacyUrl"
  | "imprintUrl"
  | "requiresTwoFactor"
>;

/** Creates an organisation with a unique slug. A slug that is in use gets a number. */
export async function createOrganization(tx: Tx, input: NewOrganization): Promise<string> {
  const id = newId();
  await tx.insert(organizations).values({ id, ...input });
  await claimSlug(tx, { text: input.name, organizationId: id });
  return id;
}

/** Names an organisation that was created before its owner signed up. Its slug stays. */
export async function nameOrganization(tx: Tx, id: string, input: NewOrganization): Promise<void> {
  const { name, contactEmail, timeZone, country } = input;
  const named = await tx
    .update(organizations)
    .set({ name, contactEmail, timeZone, country })
    .where(eq(organizations.id, id))
    .returning({ id: organizations.id });
  assert(named.length === 1, "the organisation to name exists");
}

/** Saves settings. Refuses with SETTINGS_CHANGED unless `version`, with which the form was opened, is still current. */
export async function updateOrganization(
  ctx: Ctx,
  version: number,
  input: OrganizationSettings,
): Promise<CommandResult<"SETTINGS_CHANGED">> {
  const { organizationId: id } = ctx;
  return transact(ctx, async (tx) => {
    const [before] = await tx.tx.select().from(organizations).where(eq(organizations.id, id));
    const saved = await tx.tx
      .update(organizations)
      .set({ ...input, version: version + 1 })
      .where(and(eq(organizations.id, id), eq(organizations.version, version)))
      .returning({ id: organizations.id });
    const fields = changedFields(before ?? {}, input);
    if (saved.length > 0 && fields.length > 0) {
      const versions = { before: { version }, after: { version: version + 1, fields } };
      await record(tx, { action: "organization.changed", object: { kind: "organization", id }, ...versions });
    }
    return changedOne(saved, "SETTINGS_CHANGED");
  });
}

/** Changes the slug of an organisation to the typed name. Former slugs redirect. Refuses as `renameSlug` does. */
export function renameOrganization(ctx: Ctx, typed: string): Promise<Renamed> {
  return renameSlug(ctx, typed, {
    change: { action: "organization.renamed", object: { kind: "organization", id: ctx.organizationId } },
    lock: (tx) =>
      tx.tx
        .update(organizations)
        .set({ version: sql`${organizations.version} + 1` })
        .where(eq(organizations.id, tx.organizationId)),
  });
}

const FIRST = "first-organization";

/**
 * Creates an organisation if none exists, so that API keys from environment variables have one; its owner names it later.
 * Instances that start concurrently create only one: the second waits for the setting that the first inserts.
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

/** An alias of `slugs` for organisations, so that a query can also join the slug of an event. */
export const organizationSlugs = alias(slugs, "organization_slugs");

/** The columns of an Organization. The query must join `organizationSlugs` with `ownName`. */
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
  requiresTwoFactor: organizations.requiresTwoFactor,
  version: organizations.version,
};

/** The join condition for the current slug of an organisation. */
export const ownName = and(
  eq(organizationSlugs.organizationId, organizations.id),
  isNull(organizationSlugs.eventId),
  eq(organizationSlugs.current, true),
);

function query(db: Db) {
  return db.select(organizationColumns).from(organizations).innerJoin(organizationSlugs, ownName).$dynamic();
}

/** Returns organisations after the id `after`, oldest first. If there is only one, `/` shows it. */
export function listOrganizations(db: Db, limit = 200, after?: string): Promise<Organization[]> {
  // Compares with the row itself, since a Date has less precision than its timestamp.
  const isBehind = sql`(${organizations.createdAt}, ${organizations.id}) >
    (select created_at, id from organizations as last where last.id = ${after ?? null}::uuid)`;
  return query(db)
    .where(after === undefined ? undefined : isBehind)
    .orderBy(asc(organizations.createdAt), asc(organizations.id))
    .limit(limit);
}

/** Returns an organisation by its current or a former slug. */
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
