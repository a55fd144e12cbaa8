import { LRUCache } from "lru-cache";
import { ttlOf } from "#app/availability/cache.server.ts";
import { announce, editionOf } from "#app/availability/changes.server.ts";
import { findMaintenance, type Maintenance } from "#app/organizations/settings.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import type { Db } from "#db/client.ts";
import { PerDatabase } from "#db/per-database.ts";
import { findAccessCode } from "./access-code.server.ts";
import type { Event } from "./event.ts";
import { findEventBySlug } from "./find-events.server.ts";

/** The data of an event's page or live stream, except for its seats. */
export interface EventFacts {
  event: Event;
  maintenance: Maintenance | undefined;
  /** The access code of a private event, which no page shows; empty for other events. */
  accessCode: string;
}

interface CacheEntry {
  facts: EventFacts | undefined;
  /** The event's edition at the time of the read. */
  edition: string;
}

/** Cached facts, since every visit needs them. Entries live as long as availability. */
const caches = new PerDatabase<LRUCache<string, CacheEntry, Db>>();
const MAX_ENTRIES = 5_000;

/** Topic of pages that show an organisation's settings or list its events. */
export const organizationTopic = (organizationId: string) => `organization ${organizationId}`;
/** Topic of pages that list the events of all organisations. */
export const EVENTS_TOPIC = "events";
/** Topic of pages and streams that show an event. */
export const eventTopic = (eventId: string) => `event ${eventId}`;

/** Invalidates, after the commit, everything that shows an event: in this instance at once, in others shortly after. */
export function announceEvent(ctx: Ctx, eventId: string): void {
  announce(ctx.db, eventTopic(eventId));
  // Lists of the organisation's events have changed too.
  announce(ctx.db, organizationTopic(ctx.organizationId));
  announce(ctx.db, EVENTS_TOPIC);
}

/** Topic of content that an organisation has withdrawn from the public. */
export const withdrawnTopic = (organizationId: string) => `withdrawn ${organizationId}`;

/** Invalidates, after the commit, all pages from before an event became private: they may not be served even as stale copies. */
export function announceWithdrawn({ db, organizationId }: Pick<Ctx, "db" | "organizationId">): void {
  announce(db, withdrawnTopic(organizationId));
}

/** Invalidates, after the commit, everything that shows an organisation's settings: its pages and those of its events. */
export function announceOrganization(ctx: Ctx): void {
  announce(ctx.db, organizationTopic(ctx.organizationId));
  announce(ctx.db, EVENTS_TOPIC);
}

/** Returns the facts of an event by its public name, drafts included. They are at most as old as cached availability. */
export async function eventFacts(db: Db, slug: string): Promise<EventFacts | undefined> {
  const cache = cacheOf(db);
  const cached = cache.peek(slug);
  const { facts } = cached ?? {};
  const isOutdated = facts && editionOf(db, eventTopic(facts.event.id)) !== cached?.edition;
  // Without a cache entry, a failed read must not look like an event that does not exist.
  const allowStaleOnFetchRejection = cached !== undefined;
  const options = { context: db, forceRefresh: isOutdated, allowStaleOnFetchRejection };
  return (await cache.fetch(slug, options))?.facts;
}

function cacheOf(db: Db) {
  const ttl = Math.max(1, ttlOf(db));
  const cache = caches.get(db);
  if (cache && cache.ttl === ttl) return cache;
  const made = new LRUCache<string, CacheEntry, Db>({
    max: MAX_ENTRIES,
    ttl,
    noDeleteOnFetchRejection: true,
    fetchMethod: (slug, before, { context }) => readFacts(context, slug, before?.facts?.event.id),
  });
  caches.set(db, made);
  return made;
}

async function readFacts(db: Db, slug: string, id: string | undefined): Promise<CacheEntry> {
  const before = id === undefined ? "" : editionOf(db, eventTopic(id));
  const event = await findEventBySlug(db, slug);
  if (!event) return { facts: undefined, edition: "" };
  // On the first read the id is not known beforehand, hence no edition: the next request reads once more.
  const edition = event.id === id ? before : "";
  const { organizationId, visibility } = event;
  const [maintenance, accessCode] = await Promise.all([
    findMaintenance(db, organizationId),
    visibility === "private" ? findAccessCode({ db, organizationId }, event.id) : "",
  ]);
  return { facts: { event, maintenance, accessCode }, edition };
}
