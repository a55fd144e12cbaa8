import { elapsed } from "#app/platform/clock.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { PerDatabase } from "#db/per-database.ts";
import { getAvailability, readAgain } from "./cache.server.ts";
import { onChange } from "./changes.server.ts";
import { type Reading, topicOf } from "./view.ts";

/** How long a reader waits for the sequence that it names, in milliseconds, and how often it looks meanwhile. */
const PATIENCE_MS = 1_000;
const PAUSE_MS = 100;

/** A reader who names a sequence so far ahead of what there is has not seen it, and does not wait for it. */
const MOST_AHEAD = 10_000;

/** How many readers wait at once in an instance: each looks at the database ten times a second. */
const MOST_WAITING = { key: 500, keyless: 50 };

type ReaderKind = keyof typeof MOST_WAITING;

const waitingIn = new PerDatabase<Record<ReaderKind, number>>();

function waitingOf(ctx: Ctx): Record<ReaderKind, number> {
  const known = waitingIn.get(ctx.db) ?? { key: 0, keyless: 0 };
  waitingIn.set(ctx.db, known);
  return known;
}

export type ReadAtLeast =
  | { ok: true; view: Reading }
  | { ok: false; refusal: "RESOURCE_NOT_FOUND" | "STALE_READ" };

const STALE_READ = { ok: false, refusal: "STALE_READ" } as const;

/** What a reader asks for: not older than a sequence that they have seen. Those with a key and those without wait apart. */
export interface AtLeast {
  minSequence?: number | undefined;
  reader: ReaderKind;
}

/**
 * A view that is never older than the sequence that the reader has seen. Refuses with RESOURCE_NOT_FOUND, and with
 * STALE_READ when nothing that new was seen within a second, at once when the sequence is far ahead of what there is or when
 * as many readers wait as may.
 */
export async function readAtLeast(
  ctx: Ctx,
  id: string,
  { minSequence = 0, reader }: AtLeast,
): Promise<ReadAtLeast> {
  const cached = (await getAvailability(ctx, [id])).get(id);
  // The first look at the database comes at once.
  const view = cached?.isCached && cached.version < minSequence ? await readAgain(ctx, id) : cached;
  if (!view) return { ok: false, refusal: "RESOURCE_NOT_FOUND" };
  if (view.version >= minSequence) return { ok: true, view };
  const waiting = waitingOf(ctx);
  const isFar = minSequence - view.version > MOST_AHEAD;
  if (isFar || view.stale || waiting[reader] >= MOST_WAITING[reader]) return STALE_READ;
  waiting[reader] += 1;
  try {
    return await waitFor(ctx, id, minSequence);
  } finally {
    waiting[reader] -= 1;
  }
}

/** Looks when there is news or some time has passed, for a second. */
async function waitFor(ctx: Ctx, id: string, minSequence: number): Promise<ReadAtLeast> {
  const deadline = elapsed() + PATIENCE_MS;
  while (elapsed() < deadline) {
    await newsOf(ctx, id, Math.min(PAUSE_MS, deadline - elapsed()));
    const view = await readAgain(ctx, id);
    if (!view) return { ok: false, refusal: "RESOURCE_NOT_FOUND" };
    if (view.version >= minSequence) return { ok: true, view };
    if (view.stale) return STALE_READ;
  }
  return STALE_READ;
}

function newsOf(ctx: Ctx, id: string, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const stop = onChange(ctx.db, [topicOf(ctx.organizationId, id)], end);
    const timer = setTimeout(end, Math.max(0, ms));
  });
}
