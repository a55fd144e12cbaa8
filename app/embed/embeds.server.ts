import { and, asc, eq, sql } from "drizzle-orm";
import type { CommandResult } from "#app/platform/command-result.ts";
import type { Ctx } from "#app/platform/ctx.ts";
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
}

const columns = { id: embeds.id, name: embeds.name, settings: sql<EmbedSettings>`${embeds.settings}` };

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

/**
 * Stores a new embed, or other settings for one of the event's. Refuses with EMBED_NOT_FOUND, and with TOO_MANY_EMBEDS where
 * the event has as many as it may have.
 */
export async function saveEmbed(
  ctx: Ctx,
  eventId: string,
  input: { id?: string; name: string; settings: EmbedSettings },
): Promise<CommandResult<"EMBED_NOT_FOUND" | "TOO_MANY_EMBEDS", { id: string }>> {
  const { name, settings } = input;
  if (input.id) {
    const [saved] = await ctx.db
      .update(embeds)
      .set({ name, settings, updatedAt: sql`now()` })
      .where(and(owned(embeds, ctx, input.id), eq(embeds.eventId, eventId)))
      .returning({ id: embeds.id });
    return saved ? { ok: true, id: saved.id } : { ok: false, refusal: "EMBED_NOT_FOUND" };
  }
  if ((await listEmbeds(ctx, eventId)).length >= MOST_EMBEDS)
    return { ok: false, refusal: "TOO_MANY_EMBEDS" };
  const id = newEmbedId();
  await ctx.db.insert(embeds).values({ organizationId: ctx.organizationId, id, eventId, name, settings });
  return { ok: true, id };
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
