import { and, eq } from "drizzle-orm";
import type { TxCtx } from "#app/platform/ctx.ts";
import { slugOf } from "#app/platform/text/slug.ts";
import type { Tx } from "#db/client.ts";
import { slugs } from "#db/schema/index.ts";

/** Takes the name for an organisation or one of its events, with a number behind it where it is taken. */
export async function claimSlug(
  tx: Tx,
  input: { text: string; organizationId: string; eventId?: string },
): Promise<string> {
  const wish = slugOf(input.text) || "event";
  // /embed/o/… is the calendar of an organisation, so nothing may be called just that.
  for (let number = wish === "o" ? 2 : 1; ; number++) {
    const slug = number === 1 ? wish : `${wish}-${number}`;
    const [taken] = await tx
      .insert(slugs)
      .values({ slug, organizationId: input.organizationId, eventId: input.eventId ?? null })
      .onConflictDoNothing()
      .returning({ slug: slugs.slug });
    if (taken) return taken.slug;
  }
}

/**
 * Gives an event another public name; the one that it had stays, and leads to it. Returns false where the name belongs to
 * something else, now or formerly.
 */
export async function renameSlug(tx: TxCtx, eventId: string, slug: string): Promise<boolean> {
  const { organizationId } = tx;
  const ofEvent = and(eq(slugs.organizationId, organizationId), eq(slugs.eventId, eventId));
  if (slug === "o") return false;
  await tx.tx.insert(slugs).values({ slug, organizationId, eventId, current: false }).onConflictDoNothing();
  const [own] = await tx.tx
    .select({ slug: slugs.slug })
    .from(slugs)
    .where(and(ofEvent, eq(slugs.slug, slug)));
  if (!own) return false;
  await tx.tx
    .update(slugs)
    .set({ current: false })
    .where(and(ofEvent, eq(slugs.current, true)));
  await tx.tx
    .update(slugs)
    .set({ current: true })
    .where(and(ofEvent, eq(slugs.slug, slug)));
  return true;
}
