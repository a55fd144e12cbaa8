import { elapsed } from "#app/platform/clock.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { getAvailability, readAgain } from "./cache.server.ts";
import { onChange } from "./changes.server.ts";
import { type Reading, topicOf } from "./view.ts";

/** How long a reader waits for the sequence that it names, in milliseconds, and how often it looks meanwhile. */
const PATIENCE_MS = 1_000;
const PAUSE_MS = 100;

export type ReadAtLeast =
  | { ok: true; view: Reading }
  | { ok: false; refusal: "RESOURCE_NOT_FOUND" | "STALE_READ" };

/**
 * A view that is never older than the sequence that the reader has seen. Refuses with RESOURCE_NOT_FOUND, and with
 * STALE_READ when nothing that new was seen within a second.
 */
export async function readAtLeast(ctx: Ctx, id: string, minSequence = 0): Promise<ReadAtLeast> {
  const deadline = elapsed() + PATIENCE_MS;
  let view = (await getAvailability(ctx, [id])).get(id);
  while (view && view.version < minSequence) {
    // The first look at the database comes at once, the next ones when there is news or some time has passed.
    if (!view.isCached) await newsOf(ctx, id, Math.min(PAUSE_MS, deadline - elapsed()));
    if (elapsed() >= deadline) return { ok: false, refusal: "STALE_READ" };
    view = await readAgain(ctx, id);
    if (view?.stale && view.version < minSequence) return { ok: false, refusal: "STALE_READ" };
  }
  return view ? { ok: true, view } : { ok: false, refusal: "RESOURCE_NOT_FOUND" };
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
