import { and, eq, isNull } from "drizzle-orm";
import { type Change, record } from "#app/audit-log/record.server.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import { type Ctx, type TxCtx, transact } from "#app/platform/ctx.ts";
import { MAX_SLUG_CHARACTERS, slugOf, wholeSlugOf } from "#app/platform/text/slug.ts";
import type { Tx } from "#db/client.ts";
import { slugs } from "#db/schema/index.ts";

/** Reserved: the calendars of organisations are at /embed/o/…. */
const RESERVED = "o";

/** Claims a slug for an organisation or one of its events and returns it. Appends a number if it is in use. */
export async function claimSlug(
  tx: Tx,
  input: { text: string; organizationId: string; eventId?: string },
): Promise<string> {
  const wanted = slugOf(input.text) || "event";
  for (let number = wanted === RESERVED ? 2 : 1; ; number++) {
    const slug = number === 1 ? wanted : `${wanted}-${number}`;
    const [taken] = await tx
      .insert(slugs)
      .values({ slug, organizationId: input.organizationId, eventId: input.eventId ?? null })
      .onConflictDoNothing()
      .returning({ slug: slugs.slug });
    if (taken) return taken.slug;
  }
}

/** The owner of a slug: an event, or the organisation itself. */
interface Named {
  eventId?: string;
  /** Locks the owner, so that concurrent changes of its slug are serialised. */
  lock(tx: TxCtx): Promise<unknown>;
  /** The row of the audit log. */
  change: Change;
}

export type Renamed = CommandResult<
  "ADDRESS_MISSING" | "ADDRESS_TOO_LONG" | "ADDRESS_TAKEN",
  { slug: string }
>;

/**
 * Sets the slug of an event or organisation from a typed name, which it normalises. Former slugs stay and redirect.
 * Refuses with ADDRESS_MISSING if no character can be used, with ADDRESS_TOO_LONG (typed names are not cut), and with
 * ADDRESS_TAKEN if the slug belongs or belonged to something else.
 */
export async function renameSlug(
  ctx: Ctx,
  typed: string,
  { eventId, lock, change }: Named,
): Promise<Renamed> {
  const slug = wholeSlugOf(typed);
  if (slug === "") return { ok: false, refusal: "ADDRESS_MISSING" };
  if (slug.length > MAX_SLUG_CHARACTERS) return { ok: false, refusal: "ADDRESS_TOO_LONG" };
  try {
    await transact(ctx, async (tx) => {
      await lock(tx);
      const taken = await takeSlug(tx, slug, eventId);
      if (taken === "foreign") throw new SlugTaken();
      if (taken === "new") await record(tx, change);
    });
  } catch (error) {
    if (error instanceof SlugTaken) return { ok: false, refusal: "ADDRESS_TAKEN" };
    throw error;
  }
  return { ok: true, slug };
}

/** Thrown to roll back the transaction. */
class SlugTaken extends Error {}

/** Makes a slug the current one, unless it is or belongs to something else. */
async function takeSlug(
  tx: TxCtx,
  slug: string,
  eventId: string | undefined,
): Promise<"new" | "current" | "foreign"> {
  const { organizationId } = tx;
  const isOwn = and(
    eq(slugs.organizationId, organizationId),
    eventId === undefined ? isNull(slugs.eventId) : eq(slugs.eventId, eventId),
  );
  if (slug === RESERVED) return "foreign";
  await tx.tx
    .insert(slugs)
    .values({ slug, organizationId, eventId: eventId ?? null, current: false })
    .onConflictDoNothing();
  const [own] = await tx.tx
    .select({ current: slugs.current })
    .from(slugs)
    .where(and(isOwn, eq(slugs.slug, slug)));
  if (!own) return "foreign";
  if (own.current) return "current";
  await tx.tx
    .update(slugs)
    .set({ current: false })
    .where(and(isOwn, eq(slugs.current, true)));
  await tx.tx
    .update(slugs)
    .set({ current: true })
    .where(and(isOwn, eq(slugs.slug, slug)));
  return "new";
}
