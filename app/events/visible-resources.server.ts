import { LRUCache } from "lru-cache";
import { ttlOf } from "#app/availability/cache.server.ts";
import { topicOf } from "#app/availability/view.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import type { Db } from "#db/client.ts";
import { listVisibleWithoutKey } from "./public-api.server.ts";

/** Whether anyone may see a resource, asked by every read without a key: remembered as long as availability is. */
const remembered = new WeakMap<Db, LRUCache<string, boolean>>();

function cacheOf(db: Db): LRUCache<string, boolean> {
  const ttl = Math.max(1, ttlOf(db));
  const known = remembered.get(db);
  if (known?.ttl === ttl) return known;
  const made = new LRUCache<string, boolean>({ max: 20_000, ttl });
  remembered.set(db, made);
  return made;
}

/** Those of the resources that anyone may see, at most as old as availability may be. */
export async function visibleToAnyone(ctx: Ctx, resourceIds: readonly string[]): Promise<string[]> {
  const cache = cacheOf(ctx.db);
  const topic = (id: string) => topicOf(ctx.organizationId, id);
  const unknown = resourceIds.filter((id) => cache.get(topic(id)) === undefined);
  const found = unknown.length > 0 ? new Set(await listVisibleWithoutKey(ctx, unknown)) : undefined;
  for (const id of unknown) cache.set(topic(id), found?.has(id) ?? false);
  return resourceIds.filter((id) => found?.has(id) || cache.get(topic(id)));
}
