import { elapsed, now } from "#app/platform/clock.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import type { Db } from "#db/client.ts";
import { PerDatabase } from "#db/per-database.ts";
import { hearTopic, type News, tellOthers, wake, wakeAll } from "./changes.server.ts";
import { type CacheSize, type CacheStats, Entries, type Entry, type Read } from "./entries.ts";
import { readViews } from "./read-views.server.ts";
import { type Reading, topicOf, type View } from "./view.ts";

/** An instance has one cache a database, so that tests and instances in one process never share numbers. */
const caches = new PerDatabase<Entries>();
const DEFAULT_SIZE: CacheSize = { ttlMs: 1_000, maxSize: 10_000 };

/** How long the database may be silent before the last view is given out in its stead, in milliseconds. */
const PATIENCE_MS = 1_000;

/** Sets the size of a database's cache and empties it. */
export function setUpAvailability(db: Db, size: CacheSize): void {
  caches.set(db, new Entries(size));
}

function cacheOf(db: Db): Entries {
  let cache = caches.get(db);
  if (!cache) {
    cache = new Entries(DEFAULT_SIZE);
    caches.set(db, cache);
  }
  return cache;
}

/**
 * The views of the named resources, at most as old as the cache's TTL; unknown ids are left out. Where the database does
 * not answer, what was known last is given out as `stale`. Throws what the database says when nothing is known.
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

/** The view of one resource where it is known and young enough, without waiting. The same one until there is a newer. */
export function knownAvailability(ctx: Ctx, id: string): Reading | undefined {
  return cacheOf(ctx.db).hit(topicOf(ctx.organizationId, id))?.reading;
}

/** The view of one resource as the database has it now, or a read that is under way brings it. */
export async function readAgain(ctx: Ctx, id: string): Promise<Reading | undefined> {
  const [one] = await Promise.all(readMissing(ctx, cacheOf(ctx.db), [id]));
  return one;
}

function readMissing(ctx: Ctx, cache: Entries, ids: string[]): Promise<Reading | undefined>[] {
  const topics = ids.map((id) => [id, topicOf(ctx.organizationId, id)] as const);
  const unread = topics.filter(([, topic]) => !cache.reading(topic));
  if (unread.length > 0) {
    const views = readViews(
      ctx,
      unread.map(([id]) => id),
    );
    for (const [id, topic] of unread) {
      const one = views.then((found) => found.find((view) => view.resourceId === id));
      // Each who waits hears of a failure; that nobody may wait is no mistake.
      cache.addRead(topic, one).view.catch(() => {});
    }
  }
  return topics.map(([, topic]) => answerOf(cache.reading(topic), cache, topic));
}

async function answerOf(read: Read | undefined, cache: Entries, topic: string): Promise<Reading | undefined> {
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

/** What the read brings; throws when it has been under way for too long. */
async function within(read: Read | undefined): Promise<View | undefined> {
  if (!read) return undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    const left = read.startedAt + PATIENCE_MS - elapsed();
    timer = setTimeout(() => reject(new Error("The database does not answer.")), Math.max(0, left));
  });
  try {
    return await Promise.race([read.view, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** Puts what a commit of this instance has left, so that whoever booked sees it at once, and tells the others. */
export function putViews(db: Db, organizationId: string, views: readonly View[]): void {
  const cache = cacheOf(db);
  for (const view of views) {
    const topic = topicOf(organizationId, view.resourceId);
    if (!cache.putCommitted(topic, view)) continue;
    wake(db, topic);
    tellOthers(db, { kind: "resource", topic, version: view.version });
  }
}

/** Makes all instances forget one resource, or all of the organisation: the next who asks reads the database. */
export function forgetAvailability(ctx: Ctx, resourceId?: string): void {
  const news: News =
    resourceId === undefined
      ? { kind: "forget-all", prefix: topicOf(ctx.organizationId, "") }
      : { kind: "forget", topic: topicOf(ctx.organizationId, resourceId) };
  hear(ctx.db, news);
  tellOthers(ctx.db, news);
}

/** Takes in what was announced, here or by another instance. */
export function hear(db: Db, news: News): void {
  const cache = cacheOf(db);
  if (news.kind === "forget-all") cache.forgetAll(news.prefix);
  if (news.kind === "forget") cache.forget(news.topic);
  if (news.kind === "resource") cache.outdate(news.topic, news.version);
  if (news.kind === "resource") wake(db, news.topic);
  if (news.kind === "topic") hearTopic(db, news.topic);
}

/**
 * Has everything read again before it is given out, since news may have been missed. What is known stays for the case
 * that the database does not answer.
 */
export function distrustAll(db: Db): void {
  cacheOf(db).outdateAll();
  wakeAll(db);
}

/** How old what is read may be, in milliseconds. */
export function ttlOf(db: Db): number {
  return cacheOf(db).size.ttlMs;
}

/** How many reads were answered from the cache, from the database, and with what is older than it may be. */
export function availabilityResults(db: Db): Record<"hit" | "miss" | "stale", number> {
  return cacheOf(db).results();
}

/** The greatest age of a view that was given out since this was last asked, in seconds. */
export function takeOldestAvailability(db: Db): number {
  return cacheOf(db).takeOldest() / 1_000;
}

export function availabilityStats(db: Db): CacheStats {
  return cacheOf(db).stats();
}
