import { elapsed, now } from "#app/platform/clock.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import type { Db } from "#db/client.ts";
import { PerDatabase } from "#db/per-database.ts";
import { bumpTopic, type Hint, sendToOthers, wake, wakeAll } from "./changes.server.ts";
import { CacheEntries, type CacheSize, type CacheStats, type Entry, type Read } from "./entries.ts";
import { readViews } from "./read-views.server.ts";
import { type Reading, topicOf, type View } from "./view.ts";

/** One cache per database, so that tests and instances in one process never share entries. */
const caches = new PerDatabase<CacheEntries>();
const DEFAULT_SIZE: CacheSize = { ttlMs: 1_000, maxSize: 10_000 };

/** How long a read may take before the last known view is returned instead, in milliseconds. */
const READ_TIMEOUT_MS = 1_000;

/** Sets the size of a database's cache and empties it. */
export function setUpAvailability(db: Db, size: CacheSize): void {
  caches.set(db, new CacheEntries(size));
}

function cacheOf(db: Db): CacheEntries {
  let cache = caches.get(db);
  if (!cache) {
    cache = new CacheEntries(DEFAULT_SIZE);
    caches.set(db, cache);
  }
  return cache;
}

/**
 * Returns the views of the given resources, at most as old as the cache's TTL. Unknown ids are omitted. If the database
 * does not respond, returns the last known view as `stale`; throws the database's error if there is none.
 */
export async function getAvailability(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Reading>> {
  const cache = cacheOf(ctx.db);
  const found = new Map<string, Reading>();
  const missing: string[] = [];
  for (const id of new Set(ids)) {
    const entry = cache.fresh(topicOf(ctx.organizationId, id));
    if (entry) found.set(id, entry.reading);
    else missing.push(id);
  }
  if (missing.length > 0) {
    for (const one of await Promise.all(readMissing(ctx, cache, missing))) {
      if (one) found.set(one.resourceId, one);
    }
  }
  return found;
}

/** Returns the cached view of a resource if it is fresh, without I/O. The same object until a newer view is cached. */
export function knownAvailability(ctx: Ctx, id: string): Reading | undefined {
  return cacheOf(ctx.db).hit(topicOf(ctx.organizationId, id))?.reading;
}

/** Reads the view of a resource from the database, or joins a read in flight. */
export async function readFresh(ctx: Ctx, id: string): Promise<Reading | undefined> {
  const [one] = await Promise.all(readMissing(ctx, cacheOf(ctx.db), [id]));
  return one;
}

function readMissing(ctx: Ctx, cache: CacheEntries, ids: string[]): Promise<Reading | undefined>[] {
  const topics = ids.map((id) => [id, topicOf(ctx.organizationId, id)] as const);
  const unread = topics.filter(([, topic]) => !cache.reading(topic));
  if (unread.length > 0) {
    const views = readViews(
      ctx,
      unread.map(([id]) => id),
    );
    for (const [id, topic] of unread) {
      const one = views.then((found) => found.find((view) => view.resourceId === id));
      // Callers get the rejection from their own await; without callers it must not count as unhandled.
      cache.addRead(topic, one).view.catch(() => {});
    }
  }
  return topics.map(([, topic]) => resultOf(cache.reading(topic), cache, topic));
}

async function resultOf(
  read: Read | undefined,
  cache: CacheEntries,
  topic: string,
): Promise<Reading | undefined> {
  const known = cache.known(topic);
  try {
    const view = known ? await within(read) : await read?.view;
    const entry = cache.known(topic);
    return view && { ...view, cachedAt: entry?.cachedAt ?? now().getTime(), isCached: false, stale: false };
  } catch (error) {
    if (!known) throw error;
    cache.countStale(known);
    return lastKnown(known);
  }
}

function lastKnown({ view, cachedAt }: Entry): Reading {
  return { ...view, cachedAt, isCached: true, stale: true };
}

/** Resolves to the view of a read in flight. Throws if it takes too long. */
async function within(read: Read | undefined): Promise<View | undefined> {
  if (!read) return undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    const left = read.startedAt + READ_TIMEOUT_MS - elapsed();
    timer = setTimeout(() => reject(new Error("The database does not respond.")), Math.max(0, left));
  });
  try {
    return await Promise.race([read.view, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** Caches the state committed by this instance, so that clients read their own writes, and notifies other instances. */
export function cacheViews(db: Db, organizationId: string, views: readonly View[]): void {
  const cache = cacheOf(db);
  for (const view of views) {
    const topic = topicOf(organizationId, view.resourceId);
    if (!cache.putCommitted(topic, view)) continue;
    wake(db, topic);
    sendToOthers(db, { kind: "resource", topic, version: view.version });
  }
}

/** Removes one resource, or all of the organisation, from the caches of all instances. */
export function invalidateAvailability(ctx: Ctx, resourceId?: string): void {
  const hint: Hint =
    resourceId === undefined
      ? { kind: "forget-all", prefix: topicOf(ctx.organizationId, "") }
      : { kind: "forget", topic: topicOf(ctx.organizationId, resourceId) };
  applyHint(ctx.db, hint);
  sendToOthers(ctx.db, hint);
}

/** Applies a hint from this or another instance to the cache, and wakes its listeners. */
export function applyHint(db: Db, hint: Hint): void {
  const cache = cacheOf(db);
  if (hint.kind === "forget-all") cache.invalidateAll(hint.prefix);
  if (hint.kind === "forget") cache.invalidate(hint.topic);
  if (hint.kind === "resource") cache.outdate(hint.topic, hint.version);
  if (hint.kind === "resource") wake(db, hint.topic);
  if (hint.kind === "topic") bumpTopic(db, hint.topic);
}

/**
 * Marks all entries as outdated, since hints may have been missed. The entries stay as a fallback for a database that does
 * not respond.
 */
export function markAllStale(db: Db): void {
  cacheOf(db).markAllStale();
  wakeAll(db);
}

/** Returns the cache's TTL in milliseconds. */
export function ttlOf(db: Db): number {
  return cacheOf(db).size.ttlMs;
}

/** Returns the number of reads served from the cache, from the database, and with a stale view. */
export function availabilityResults(db: Db): Record<"hit" | "miss" | "stale", number> {
  return cacheOf(db).results();
}

/** Returns the maximum age in seconds of the views returned since the previous call, and resets it. */
export function takeOldestAvailability(db: Db): number {
  return cacheOf(db).takeOldest() / 1_000;
}

export function availabilityStats(db: Db): CacheStats {
  return cacheOf(db).stats();
}
