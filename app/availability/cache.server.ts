import { and, eq, inArray } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { elapsed } from "#app/platform/clock.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import type { Db } from "#db/client.ts";
import { resources } from "#db/schema/index.ts";

/** How full a resource is, for reading only: no decision rests on it. */
export interface View {
  resourceId: string;
  type: string;
  state: "OPEN" | "CLOSED";
  capacity: number;
  booked: number;
  held: number;
  /** What can still be booked. */
  remaining: number;
  /** The sequence at which this was so. */
  version: number;
}

export interface CacheSize {
  /** How long a view is given out before it is read again, in milliseconds; 0 reads each time. */
  ttlMs: number;
  maxSize: number;
}

interface Entry {
  view: View;
  readAt: number;
}

interface Cache {
  size: CacheSize;
  entries: LRUCache<string, Entry>;
  /** Reads under way: whoever misses the same resource meanwhile waits for the same answer. */
  reading: Map<string, Promise<View | undefined>>;
}

/** An instance has one cache a database, so that tests and instances in one process never share numbers. */
const caches = new WeakMap<Db, Cache>();
const DEFAULT_SIZE: CacheSize = { ttlMs: 1_000, maxSize: 10_000 };

/** Sets the size of a database's cache and empties it. */
export function setUpAvailability(db: Db, size: CacheSize): void {
  caches.set(db, makeCache(size));
}

/** The views of the named resources, at most as old as the cache's TTL; unknown ids are left out. */
export async function getAvailability(ctx: Ctx, ids: string[]): Promise<Map<string, View>> {
  const cache = cacheOf(ctx.db);
  const views = new Map<string, View>();
  const missing: string[] = [];
  for (const id of new Set(ids)) {
    const entry = cache.entries.get(keyOf(ctx, id));
    if (entry && elapsed() - entry.readAt < cache.size.ttlMs) views.set(id, entry.view);
    else missing.push(id);
  }
  const read = await Promise.all(readOnce(ctx, cache, missing));
  for (const view of read) if (view) views.set(view.resourceId, view);
  return views;
}

/** Puts what a commit of this instance has left, so that whoever booked sees it at once. */
export function putViews(db: Db, organizationId: string, views: View[]): void {
  const cache = cacheOf(db);
  for (const view of views) put(cache, keyOf({ organizationId }, view.resourceId), view);
}

function readOnce(ctx: Ctx, cache: Cache, ids: string[]): Promise<View | undefined>[] {
  const fresh = ids.filter((id) => !cache.reading.has(keyOf(ctx, id)));
  if (fresh.length > 0) {
    const read = readViews(ctx, fresh);
    for (const id of fresh) {
      const key = keyOf(ctx, id);
      const one = read
        .then((views) => {
          const view = views.find((each) => each.resourceId === id);
          return view && put(cache, key, view);
        })
        .finally(() => cache.reading.delete(key));
      cache.reading.set(key, one);
    }
  }
  return ids.map((id) => cache.reading.get(keyOf(ctx, id)) ?? Promise.resolve(undefined));
}

/** Keeps the newer of two views, whichever arrives last: a slow read never undoes a commit. */
function put(cache: Cache, key: string, view: View): View {
  const known = cache.entries.peek(key)?.view;
  const newer = known && known.version > view.version ? known : view;
  cache.entries.set(key, { view: newer, readAt: elapsed() });
  return newer;
}

async function readViews(ctx: Ctx, ids: string[]): Promise<View[]> {
  const rows = await ctx.db
    .select({
      resourceId: resources.id,
      type: resources.type,
      state: resources.state,
      capacity: resources.capacity,
      booked: resources.booked,
      held: resources.held,
      setAside: resources.setAside,
      version: resources.version,
    })
    .from(resources)
    .where(and(eq(resources.organizationId, ctx.organizationId), inArray(resources.id, ids)));
  return rows.map(({ setAside, ...row }) => ({
    ...row,
    remaining: row.capacity - row.booked - row.held - setAside,
  }));
}

function cacheOf(db: Db): Cache {
  let cache = caches.get(db);
  if (!cache) {
    cache = makeCache(DEFAULT_SIZE);
    caches.set(db, cache);
  }
  return cache;
}

function makeCache(size: CacheSize): Cache {
  return { size, entries: new LRUCache({ max: size.maxSize }), reading: new Map() };
}

function keyOf({ organizationId }: Pick<Ctx, "organizationId">, resourceId: string): string {
  return `${organizationId} ${resourceId}`;
}
