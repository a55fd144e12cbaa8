import { and, eq, isNull } from "drizzle-orm";
import type { CommandResult } from "#app/platform/command-result.ts";
import { type Ctx, type TxCtx, transact } from "#app/platform/ctx.ts";
import { MAX_SLUG_CHARACTERS, slugOf, wholeSlugOf } from "#app/platform/text/slug.ts";
import type { Tx } from "#db/client.ts";
import { slugs } from "#db/schema/index.ts";

/** The calendar of an organisation is at /embed/o/…, so nothing may be called just that. */
const RESERVED = "o";

/** Takes the name for an organisation or one of its events, with a number behind it where it is taken. */
export async function claimSlug(
  tx: Tx,
  input: { text: string; organizationId: string; eventId?: string },
): Promise<string> {
  const wish = slugOf(input.text) || "event";
  for (let number = wish === RESERVED ? 2 : 1; ; number++) {
    const slug = number === 1 ? wish : `${wish}-${number}`;
    const [taken] = await tx
      .insert(slugs)
      .values({ slug, organizationId: input.organizationId, eventId: input.eventId ?? null })
      .onConflictDoNothing()
      .returning({ slug: slugs.slug });
    if (taken) return taken.slug;
  }
}

/** What gets a public name: an event or, without one, the organisation itself. */
interface Named {
  eventId?: string;
  /** Locks what is named, so that two names that are given at once come one after the other. */
  lock(tx: TxCtx): Promise<unknown>;
}

export type Renamed = CommandResult<
  "ADDRESS_MISSING" | "ADDRESS_TOO_LONG" | "ADDRESS_TAKEN",
  { slug: string }
>;

/**
 * Gives an event or an organisation the public name that was typed, in the spelling of addresses. Former names stay, and
 * lead to the new one. Refuses with ADDRESS_MISSING where nothing of it can stand in an address, with ADDRESS_TOO_LONG,
 * since a name that is typed is not cut, and with ADDRESS_TAKEN where it belongs to something else, now or formerly.
 */
export async function renameSlug(ctx: Ctx, typed: string, { eventId, lock }: Named): Promise<Renamed> {
  const slug = wholeSlugOf(typed);
  if (slug === "") return { ok: false, refusal: "ADDRESS_MISSING" };
  if (slug.length > MAX_SLUG_CHARACTERS) return { ok: false, refusal: "ADDRESS_TOO_LONG" };
  try {
    await transact(ctx, async (tx) => {
      await lock(tx);
      if (!(await takeSlug(tx, slug, eventId))) throw new SlugTaken();
    });
  } catch (error) {
    if (error instanceof SlugTaken) return { ok: false, refusal: "ADDRESS_TAKEN" };
    throw error;
  }
  return { ok: true, slug };
}

/** Rolls the transaction back. */
class SlugTaken extends Error {}

/** Makes a name the current one. Returns false where it belongs to something else. */
async function takeSlug(tx: TxCtx, slug: string, eventId: string | undefined): Promise<boolean> {
  const { organizationId } = tx;
  const isOwn = and(
    eq(slugs.organizationId, organizationId),
    eventId === undefined ? isNull(slugs.eventId) : eq(slugs.eventId, eventId),
  );
  if (slug === RESERVED) return false;
  await tx.tx
    .insert(slugs)
    .values({ slug, organizationId, eventId: eventId ?? null, current: false })
    .onConflictDoNothing();
  const [own] = await tx.tx
    .select({ slug: slugs.slug })
    .from(slugs)
    .where(and(isOwn, eq(slugs.slug, slug)));
  if (!own) return false;
  await tx.tx
    .update(slugs)
    .set({ current: false })
    .where(and(isOwn, eq(slugs.current, true)));
  await tx.tx
    .update(slugs)
    .set({ current: true })
    .where(and(isOwn, eq(slugs.slug, slug)));
  return true;
}
