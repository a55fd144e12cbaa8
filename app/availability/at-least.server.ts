import { elapsed } from "#app/platform/clock.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { PerDatabase } from "#db/per-database.ts";
import { getAvailability, readFresh } from "./cache.server.ts";
import { onChange } from "./changes.server.ts";
import { type Reading, topicOf } from "./view.ts";

/** How long a read waits for its minimum sequence, and how often it polls, in milliseconds. */
const TIMEOUT_MS = 1_000;
const POLL_INTERVAL_MS = 100;

/** A sequence this far ahead of the current one cannot have been seen, so the read does not wait for it. */
const MAX_AHEAD = 10_000;

/** Maximum waiting reads per instance: each polls the database ten times per second. */
const MAX_WAITING = { key: 500, keyless: 50 };

type ReaderKind = keyof typeof MAX_WAITING;

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

/** The freshness a read requires. Reads with and without a key have separate limits. */
export interface AtLeast {
  minSequence?: number | undefined;
  reader: ReaderKind;
}

/**
 * Returns a view that is not older than `minSequence`. Refuses with RESOURCE_NOT_FOUND, and with STALE_READ if that
 * sequence does not appear within a second; at once if it is far ahead of the current one or too many reads are waiting.
 */
export async function readAtLeast(
  ctx: Ctx,
  id: string,
  { minSequence = 0, reader }: AtLeast,
): Promise<ReadAtLeast> {
  const cached = (await getAvailability(ctx, [id])).get(id);
  // The first database read happens immediately.
  const view = cached?.isCached && cached.version < minSequence ? await readFresh(ctx, id) : cached;
  if (!view) return { ok: false, refusal: "RESOURCE_NOT_FOUND" };
  if (view.version >= minSequence) return { ok: true, view };
  const waiting = waitingOf(ctx);
  const isFar = minSequence - view.version > MAX_AHEAD;
  if (isFar || view.stale || waiting[reader] >= MAX_WAITING[reader]) return STALE_READ;
  waiting[reader] += 1;
  try {
    return await waitFor(ctx, id, minSequence);
  } finally {
    waiting[reader] -= 1;
  }
}

/** Reads again after each change or pause, for up to a second. */
async function waitFor(ctx: Ctx, id: string, minSequence: number): Promise<ReadAtLeast> {
  const deadline = elapsed() + TIMEOUT_MS;
  while (elapsed() < deadline) {
    await changeOrTimeout(ctx, id, Math.min(POLL_INTERVAL_MS, deadline - elapsed()));
    const view = await readFresh(ctx, id);
    if (!view) return { ok: false, refusal: "RESOURCE_NOT_FOUND" };
    if (view.version >= minSequence) return { ok: true, view };
    if (view.stale) return STALE_READ;
  }
  return STALE_READ;
}

function changeOrTimeout(ctx: Ctx, id: string, ms: number): Promise<void> {
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
