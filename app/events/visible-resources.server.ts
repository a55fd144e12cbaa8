import { ttlOf } from "#app/availability/cache.server.ts";
import { timesAnnounced } from "#app/availability/changes.server.ts";
import { topicOf, type View } from "#app/availability/view.ts";
import { AsyncCache } from "#app/platform/async-cache.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import type { Db } from "#db/client.ts";
import { PerDatabase } from "#db/per-database.ts";
import type { Event } from "./event.ts";
import { withdrawnTopic } from "./event-facts.server.ts";
import { listVisibleWithoutKey } from "./public-api.server.ts";
import { isShown } from "./seat-panel.ts";

/** When clients without a key see a resource's numbers, according to its events; null if they may not see the resource. */
type Visibility = Event["numbersShown"] | null;

/** Cached visibility of resources, since every read without a key needs it. Entries live as long as availability. */
const caches = new PerDatabase<AsyncCache<Visibility>>();

function cacheOf(db: Db): AsyncCache<Visibility> {
  const ttl = Math.max(1, ttlOf(db));
  const known = caches.get(db);
  if (known?.ttl === ttl) return known;
  const made = new AsyncCache<Visibility>({ max: 20_000, ttl });
  caches.set(db, made);
  return made;
}

/** Returns the cache key. It counts how often events became private, so that entries from before are not used. */
function nameOf({ db, organizationId }: Ctx, resourceId: string): string {
  return `${topicOf(organizationId, resourceId)} ${timesAnnounced(db, withdrawnTopic(organizationId))}`;
}

/** Returns the cached visibility of a resource to clients without a key; undefined if the database has to be read. */
export function knownVisibility(ctx: Ctx, resourceId: string): Visibility | undefined {
  const known = cacheOf(ctx.db).get(nameOf(ctx, resourceId));
  return known instanceof Promise ? undefined : known;
}

/**
 * Finds the resources that are readable without a key, in the given order, with when their numbers are shown. The result is at
 * most as old as cached availability. Concurrent reads of the same resource share one query.
 */
export async function visibilitiesOf(
  ctx: Ctx,
  resourceIds: readonly string[],
): Promise<Map<string, Event["numbersShown"]>> {
  const cache = cacheOf(ctx.db);
  const topic = (id: string) => nameOf(ctx, id);
  const seen = new Map(resourceIds.map((id) => [id, cache.get(topic(id))]));
  const unknown = [...seen.keys()].filter((id) => seen.get(id) === undefined);
  if (unknown.length > 0) {
    const found = listVisibleWithoutKey(ctx, unknown).then(
      (rows) => new Map(rows.map(({ id, numbersShown }) => [id, strictest(numbersShown)])),
    );
    for (const id of unknown) {
      const visibility = found.then((visibilities) => visibilities.get(id) ?? null);
      seen.set(id, cache.set(topic(id), visibility));
    }
  }
  const visibilities = await Promise.all(resourceIds.map((id) => seen.get(id)));
  return new Map(
    resourceIds.flatMap((id, index): [string, Event["numbersShown"]][] => {
      const visibility = visibilities[index];
      return visibility ? [[id, visibility]] : [];
    }),
  );
}

/** Returns the strictest setting of a resource's events; "always" for a resource without events. */
function strictest(shown: Event["numbersShown"][]): Event["numbersShown"] {
  const order = ["never", "near-end"] as const;
  return order.find((each) => shown.includes(each)) ?? "always";
}

/** Returns whether clients without a key see a view's numbers, by the same rule as the event's page. */
export function showsNumbers(numbersShown: Event["numbersShown"], view: View): boolean {
  return isShown({ numbersShown }, view);
}
