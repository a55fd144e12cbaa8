import { ttlOf } from "#app/availability/cache.server.ts";
import { topicOf } from "#app/availability/view.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { Memory } from "#app/platform/memory.ts";
import type { Db } from "#db/client.ts";
import { PerDatabase } from "#db/per-database.ts";
import { listVisibleWithoutKey } from "./public-api.server.ts";

/** Whether anyone may see a resource, asked by every read without a key: remembered as long as availability is. */
const memories = new PerDatabase<Memory<boolean>>();

function memoryOf(db: Db): Memory<boolean> {
  const ttl = Math.max(1, ttlOf(db));
  const known = memories.get(db);
  if (known?.ttl === ttl) return known;
  const made = new Memory<boolean>({ max: 20_000, ttl });
  memories.set(db, made);
  return made;
}

/** Whether it is known without asking that anyone may see this resource. */
export function isKnownVisible(ctx: Ctx, resourceId: string): boolean {
  return memoryOf(ctx.db).known(topicOf(ctx.organizationId, resourceId)) === true;
}

/**
 * Those of the resources that anyone may see, at most as old as availability may be. Who asks for the same while it is
 * being looked up waits for that look.
 */
export async function visibleToAnyone(ctx: Ctx, resourceIds: readonly string[]): Promise<string[]> {
  const memory = memoryOf(ctx.db);
  const topic = (id: string) => topicOf(ctx.organizationId, id);
  const seen = new Map(resourceIds.map((id) => [id, memory.known(topic(id))]));
  const unknown = [...seen.keys()].filter((id) => seen.get(id) === undefined);
  if (unknown.length > 0) {
    const found = listVisibleWithoutKey(ctx, unknown).then((ids) => new Set(ids));
    const keep = (id: string) =>
      memory.keep(
        topic(id),
        found.then((ids) => ids.has(id)),
      );
    for (const id of unknown) seen.set(id, keep(id));
  }
  const visible = await Promise.all(resourceIds.map((id) => seen.get(id)));
  return resourceIds.filter((_id, index) => visible[index]);
}
