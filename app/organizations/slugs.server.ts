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
