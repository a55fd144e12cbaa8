import { and, asc, eq, sql } from "drizzle-orm";
import { saveEmbedSites } from "#app/events/embed-sites.server.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import { type Ctx, transact } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import { slugLookedUp } from "#app/platform/text/slug.ts";
import type { Db } from "#db/client.ts";
import { embeds, slugs } from "#db/schema/index.ts";
import type { EmbedSettings } from "./embed-options.ts";

/** A stored embed: its settings stand where the site says nothing of its own. */
export interface Embed {
  id: string;
  name: string;
  settings: EmbedSettings;
  /** Rises with each save. */
  version: number;
}

const columns = {
  id: embeds.id,
  name: embeds.name,
  settings: sql<EmbedSettings>`${embeds.settings}`,
  version: embeds.version,
};

/** The most that one event has. */
export const MOST_EMBEDS = 20;

/** The stored embeds of an event, oldest first. */
export function listEmbeds(ctx: Ctx, eventId: string): Promise<Embed[]> {
  return ctx.db
    .select(columns)
    .from(embeds)
    .where(and(eq(embeds.organizationId, ctx.organizationId), eq(embeds.eventId, eventId)))
    .orderBy(asc(embeds.createdAt), asc(embeds.id))
    .limit(MOST_EMBEDS);
}

/** The settings that the embed of this id has for the event of that public name; undefined where there are none. */
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

/** What an organiser saves with one button. */
export interface EmbedSave {
  /** None for a new embed. */
  id: string | undefined;
  name: string;
  settings: EmbedSettings;
  /** The version that the form was opened with. */
  version: number;
  /** The sites that may frame the event's form, and those that the form was opened with. */
  sites: string[];
  openedSites: string[];
}

/** Undoes a save that is refused on the way. */
class EmbedConflict extends Error {
  override name = "EmbedConflict";
}

/**
 * Stores a new embed, or other settings for one of the event's, with the sites that may frame the event's form, in one
 * transaction. Refuses with EMBED_NOT_FOUND, with TOO_MANY_EMBEDS where the event has as many as it may have, and with
 * EMBED_CHANGED where the embed or the sites were saved after the form was opened.
 */
export async function saveEmbed(
  ctx: Ctx,
  eventId: string,
  save: EmbedSave,
): Promise<CommandResult<"EMBED_NOT_FOUND" | "EMBED_CHANGED" | "TOO_MANY_EMBEDS", { id: string }>> {
  const { id, name, settings, version, sites, openedSites } = save;
  if (id === undefined && (await listEmbeds(ctx, eventId)).length >= MOST_EMBEDS)
    return { ok: false, refusal: "TOO_MANY_EMBEDS" };
  if (id !== undefined && !(await findEmbed(ctx, eventId, id)))
    return { ok: false, refusal: "EMBED_NOT_FOUND" };
  try {
    return await transact(ctx, async (tx) => {
      const saved = await saveEmbedSites(tx, eventId, { from: openedSites, to: sites });
      if (!saved.ok) throw new EmbedConflict();
      if (id !== undefined) {
        const changed = await tx.tx
          .update(embeds)
          .set({ name, settings, version: version + 1, updatedAt: sql`now()` })
          .where(and(owned(embeds, tx, id), eq(embeds.eventId, eventId), eq(embeds.version, version)))
          .returning({ id: embeds.id });
        if (changed.length === 0) throw new EmbedConflict();
        return { ok: true, id };
      }
      const made = newEmbedId();
      await tx.tx
        .insert(embeds)
        .values({ organizationId: tx.organizationId, id: made, eventId, name, settings });
      return { ok: true, id: made };
    });
  } catch (error) {
    if (error instanceof EmbedConflict) return { ok: false, refusal: "EMBED_CHANGED" };
    throw error;
  }
}

/** One of the event's embeds; undefined where it has none of this id. */
export async function findEmbed(ctx: Ctx, eventId: string, id: string): Promise<Embed | undefined> {
  const [found] = await ctx.db
    .select(columns)
    .from(embeds)
    .where(and(owned(embeds, ctx, id), eq(embeds.eventId, eventId)));
  return found;
}

/** Forgets a stored embed. Sites that still name it get the usual settings. */
export async function deleteEmbed(ctx: Ctx, eventId: string, id: string): Promise<void> {
  await ctx.db.delete(embeds).where(and(owned(embeds, ctx, id), eq(embeds.eventId, eventId)));
}

/** Returns whether an embed can have this id. */
export function isEmbedId(id: string): boolean {
  return /^emb_[a-z0-9]{8,40}$/.test(id);
}

function newEmbedId(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
  return `emb_${bytes.map((byte) => letters[byte % letters.length]).join("")}`;
}
