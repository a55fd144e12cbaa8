import { LRUCache } from "lru-cache";
import { ttlOf } from "#app/availability/cache.server.ts";
import { topicOf } from "#app/availability/view.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import type { Db } from "#db/client.ts";
import { listVisibleWithoutKey } from "./public-api.server.ts";

/** Whether anyone may see a resource, asked by every read without a key: remembered as long as availability is. */
interface Seen {
  /** Undefined while the answer is on its way. */
  visible: boolean | undefined;
  answer: Promise<boolean>;
}

const remembered = new WeakMap<Db, LRUCache<string, Seen>>();

function cacheOf(db: Db): LRUCache<string, Seen> {
  const ttl = Math.max(1, ttlOf(db));
  const known = remembered.get(db);
  if (known?.ttl === ttl) return known;
  const made = new LRUCache<string, Seen>({ max: 20_000, ttl });
  remembered.set(db, made);
  return made;
}

/** Whether it is known without asking that anyone may see this resource. */
export function isKnownVisible(ctx: Ctx, resourceId: string): boolean {
  return cacheOf(ctx.db).get(topicOf(ctx.organizationId, resourceId))?.visible === true;
}

/**
 * Those of the resources that anyone may see, at most as old as availability may be. Who asks for the same while it is
 * being looked up waits for that look.
 */
export async function visibleToAnyone(ctx: Ctx, resourceIds: readonly string[]): Promise<string[]> {
  const cache = cacheOf(ctx.db);
  const topic = (id: string) => topicOf(ctx.organizationId, id);
  const known = new Map(resourceIds.map((id) => [id, cache.get(topic(id))]));
  const unknown = [...known.keys()].filter((id) => known.get(id) === undefined);
  if (unknown.length > 0) {
    const found = listVisibleWithoutKey(ctx, unknown).then((ids) => new Set(ids));
    for (const id of unknown) known.set(id, keep(cache, topic(id), found, id));
  }
  const seen = await Promise.all(resourceIds.map((id) => known.get(id)?.answer));
  return resourceIds.filter((_id, index) => seen[index]);
}

function keep(cache: LRUCache<string, Seen>, topic: string, found: Promise<Set<string>>, id: string): Seen {
  const seen: Seen = { visible: undefined, answer: found.then((ids) => ids.has(id)) };
  cache.set(topic, seen);
  seen.answer.then(
    (visible) => {
      seen.visible = visible;
    },
    () => {
      if (cache.peek(topic) === seen) cache.delete(topic);
    },
  );
  return seen;
}
