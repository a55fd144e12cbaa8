import { and, asc, eq, sql } from "drizzle-orm";
import { type Change, record } from "#app/audit-log/record.server.ts";
import { saveEmbedSites } from "#app/events/embed-sites.server.ts";
import { changedFields } from "#app/platform/changed-fields.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import { type Ctx, type TxCtx, transact } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import { slugLookedUp } from "#app/platform/text/slug.ts";
import type { Db } from "#db/client.ts";
import { embeds, slugs } from "#db/schema/index.ts";
import type { EmbedSettings } from "./embed-options.ts";

/** A stored embed. Its settings apply where the site sets no option. */
export interface Embed {
  id: string;
  name: string;
  settings: EmbedSettings;
  /** Incremented by each save. */
  version: number;
}

const columns = {
  id: embeds.id,
  name: embeds.name,
  settings: sql<EmbedSettings>`${embeds.settings}`,
  version: embeds.version,
};

/** Maximum number of embeds per event. */
export const MAX_EMBEDS = 20;

/** Lists the stored embeds of an event, oldest first. */
export function listEmbeds(ctx: Ctx, eventId: string): Promise<Embed[]> {
  return ctx.db
    .select(columns)
    .from(embeds)
    .where(and(eq(embeds.organizationId, ctx.organizationId), eq(embeds.eventId, eventId)))
    .orderBy(asc(embeds.createdAt), asc(embeds.id))
    .limit(MAX_EMBEDS);
}

/** Returns the settings of an embed of the event with that slug; undefined if the event has no such embed. */
export async function findSettings(
  db: Db,
  slug: string,
  id: string | null,
): Promise<EmbedSettings | undefined> {
  if (!id || !isEmbedId(id)) return undefined;
  const [found] = await db
    .select(columns)
    .from(embeds)
    .innerJoin(slugs, and(eq(slugs.organizationId, embeds.organizationId), eq(slugs.eventId, embeds.eventId)))
    .where(and(eq(slugs.slug, slugLookedUp(slug)), eq(embeds.id, id)))
    .limit(1);
  return found?.settings;
}

/** Input of one save by an organiser. */
export interface EmbedSave {
  /** Undefined for a new embed. */
  id: string | undefined;
  name: string;
  settings: EmbedSettings;
  /** The embed's version when the form was opened. */
  version: number;
  /** The sites that may frame the event's form, and those stored when the form was opened. */
  sites: string[];
  openedSites: string[];
}

/** Rolls back the transaction of a conflicting save. */
class EmbedConflict extends Error {
  override name = "EmbedConflict";
}

/**
 * Creates or updates an embed, with the sites that may frame the event's form, in one transaction. Refuses with
 * EMBED_NOT_FOUND, with TOO_MANY_EMBEDS at the maximum per event, and with EMBED_CHANGED if the embed or the sites were
 * saved after the form was opened.
 */
export async function saveEmbed(
  ctx: Ctx,
  eventId: string,
  save: EmbedSave,
): Promise<CommandResult<"EMBED_NOT_FOUND" | "EMBED_CHANGED" | "TOO_MANY_EMBEDS", { id: string }>> {
  const { id, name, settings, sites, openedSites } = save;
  if (id === undefined && (await listEmbeds(ctx, eventId)).length >= MAX_EMBEDS)
    return { ok: false, refusal: "TOO_MANY_EMBEDS" };
  if (id !== undefined && !(await findEmbed(ctx, eventId, id)))
    return { ok: false, refusal: "EMBED_NOT_FOUND" };
  try {
    return await transact(ctx, async (tx) => {
      const saved = await saveEmbedSites(tx, eventId, { from: openedSites, to: sites });
      if (!saved.ok) throw new EmbedConflict();
      if (id !== undefined) {
        await replaceEmbed(tx, eventId, { ...save, id });
        return { ok: true, id };
      }
      const made = newEmbedId();
      await tx.tx
        .insert(embeds)
        .values({ organizationId: tx.organizationId, id: made, eventId, name, settings });
      await record(tx, embedChange("embed.created", eventId, { embed: made }));
      return { ok: true, id: made };
    });
  } catch (error) {
    if (error instanceof EmbedConflict) return { ok: false, refusal: "EMBED_CHANGED" };
    throw error;
  }
}

/** Throws EmbedConflict if the embed has another version. */
async function replaceEmbed(tx: TxCtx, eventId: string, save: EmbedSave & { id: string }): Promise<void> {
  const { id, name, settings, version, sites, openedSites } = save;
  const before = await findEmbed(tx, eventId, id);
  const changed = await tx.tx
    .update(embeds)
    .set({ name, settings, version: version + 1, updatedAt: sql`now()` })
    .where(and(owned(embeds, tx, id), eq(embeds.eventId, eventId), eq(embeds.version, version)))
    .returning({ id: embeds.id });
  if (changed.length === 0) throw new EmbedConflict();
  const fields = [
    ...changedFields({ name: before?.name }, { name }),
    ...changedFields(before?.settings ?? {}, settings),
    ...changedFields({ sites: openedSites }, { sites }),
  ];
  if (fields.length > 0) await record(tx, embedChange("embed.changed", eventId, { embed: id, fields }));
}

/** The object is the event, since ids of embeds are texts. */
function embedChange(action: Change["action"], eventId: string, after: Change["after"]): Change {
  return { action, object: { kind: "event", id: eventId }, after };
}

/** Returns one of the event's embeds by id; undefined if it does not exist. */
export async function findEmbed(ctx: Ctx, eventId: string, id: string): Promise<Embed | undefined> {
  const [found] = await ctx.db
    .select(columns)
    .from(embeds)
    .where(and(owned(embeds, ctx, id), eq(embeds.eventId, eventId)));
  return found;
}

/** Deletes a stored embed. Sites that still use its id get the default settings. */
export async function deleteEmbed(ctx: Ctx, eventId: string, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const gone = await tx.tx
      .delete(embeds)
      .where(and(owned(embeds, tx, id), eq(embeds.eventId, eventId)))
      .returning({ id: embeds.id });
    if (gone.length > 0) await record(tx, embedChange("embed.deleted", eventId, { embed: id }));
  });
}

/** Returns whether the text has the format of an embed's id. */
export function isEmbedId(id: string): boolean {
  return /^emb_[a-z0-9]{8,40}$/.test(id);
}

function newEmbedId(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
  return `emb_${bytes.map((byte) => letters[byte % letters.length]).join("")}`;
}
