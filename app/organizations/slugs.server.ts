import type { Tx } from "#db/client.ts";
import { slugs } from "#db/schema/index.ts";

/** A public name from a title: letters and digits of the Latin alphabet, words joined by hyphens, at most 60 characters. */
function slugFrom(text: string): string {
  const words = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replaceAll("ß", "ss")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return words.slice(0, 60).replace(/-+$/, "") || "event";
}

/** Takes the name for an organisation or one of its events, with a number behind it where it is taken. */
export async function claimSlug(
  tx: Tx,
  input: { text: string; organizationId: string; eventId?: string },
): Promise<string> {
  const wish = slugFrom(input.text);
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
