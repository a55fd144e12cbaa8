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

/** What a page or a live stream of an event rests on besides its seats. */
export interface EventFacts {
  event: Event;
  maintenance: Maintenance | undefined;
  /** The access code of a private event, which no page shows; empty for all others. */
  accessCode: string;
}

interface Known {
  facts: EventFacts | undefined;
  /** The edition of the event when it was read. */
  edition: string;
}

/** Asked for by every visit, so remembered as long as availability is, in each instance. */
const known = new PerDatabase<LRUCache<string, Known, Db>>();
const MOST = 5_000;

export const organizationTopic = (organizationId: string) => `organization ${organizationId}`;
/** Of what lists the events of all organisations. */
export const EVENTS_TOPIC = "events";
export const eventTopic = (eventId: string) => `event ${eventId}`;

/** Says, after the commit, that an event was changed: what shows it looks again, at once here and soon elsewhere. */
export function announceEvent(ctx: Ctx, eventId: string): void {
  announce(ctx.db, eventTopic(eventId));
  // What lists the organisation's events has changed with it.
  announce(ctx.db, organizationTopic(ctx.organizationId));
  announce(ctx.db, EVENTS_TOPIC);
}

/** Of what an organisation no longer shows to everybody. */
export const withdrawnTopic = (organizationId: string) => `withdrawn ${organizationId}`;

/** Says, after the commit, that an event is private: no page that was made before may be sent any more, for whatever reason. */
export function announceWithdrawn({ db, organizationId }: Pick<Ctx, "db" | "organizationId">): void {
  announce(db, withdrawnTopic(organizationId));
}

/** Invalidates, after the commit, what shows an organisation's own settings: its pages and those of its events. */
export function announceOrganization(ctx: Ctx): void {
  announce(ctx.db, organizationTopic(ctx.organizationId));
  announce(ctx.db, EVENTS_TOPIC);
}

/** The facts of an event by its public name, at most as old as availability may be; drafts too. */
export async function eventFacts(db: Db, slug: string): Promise<EventFacts | undefined> {
  const cache = cacheOf(db);
  const remembered = cache.peek(slug);
  const { facts } = remembered ?? {};
  const isOutdated = facts && editionOf(db, eventTopic(facts.event.id)) !== remembered?.edition;
  // Where nothing is remembered a failed look must not pass for an event that does not exist.
  const allowStaleOnFetchRejection = remembered !== undefined;
  const options = { context: db, forceRefresh: isOutdated, allowStaleOnFetchRejection };
  return (await cache.fetch(slug, options))?.facts;
}

function cacheOf(db: Db) {
  const ttl = Math.max(1, ttlOf(db));
  const cache = known.get(db);
  if (cache && cache.ttl === ttl) return cache;
  const made = new LRUCache<string, Known, Db>({
    max: MOST,
    ttl,
    noDeleteOnFetchRejection: true,
    fetchMethod: (slug, before, { context }) => readFacts(context, slug, before?.facts?.event.id),
  });
  known.set(db, made);
  return made;
}

async function readFacts(db: Db, slug: string, id: string | undefined): Promise<Known> {
  const before = id === undefined ? "" : editionOf(db, eventTopic(id));
  const event = await findEventBySlug(db, slug);
  if (!event) return { facts: undefined, edition: "" };
  // The first time nothing is known of how often it was announced; the next look then reads once more.
  const edition = event.id === id ? before : "";
  const { organizationId, visibility } = event;
  const [maintenance, accessCode] = await Promise.all([
    findMaintenance(db, organizationId),
    visibility === "private" ? findAccessCode({ db, organizationId }, event.id) : "",
  ]);
  return { facts: { event, maintenance, accessCode }, edition };
}
