import { ttlOf } from "#app/availability/cache.server.ts";
import { timesAnnounced } from "#app/availability/changes.server.ts";
import { topicOf, type View } from "#app/availability/view.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { Memory } from "#app/platform/memory.ts";
import type { Db } from "#db/client.ts";
import { PerDatabase } from "#db/per-database.ts";
import type { Event } from "./event.ts";
import { withdrawnTopic } from "./event-facts.server.ts";
import { listVisibleWithoutKey } from "./public-api.server.ts";
import { isShown } from "./seat-panel.ts";

/** What a visitor without a key may see of a resource: when its numbers are shown, as its events say; null for nothing. */
type Visibility = Event["numbersShown"] | null;

/** Asked by every read without a key: remembered as long as availability is. */
const memories = new PerDatabase<Memory<Visibility>>();

function memoryOf(db: Db): Memory<Visibility> {
  const ttl = Math.max(1, ttlOf(db));
  const known = memories.get(db);
  if (known?.ttl === ttl) return known;
  const made = new Memory<Visibility>({ max: 20_000, ttl });
  memories.set(db, made);
  return made;
}

/** With how often an event was announced as private, so that nothing from before is told. */
function nameOf({ db, organizationId }: Ctx, resourceId: string): string {
  return `${topicOf(organizationId, resourceId)} ${timesAnnounced(db, withdrawnTopic(organizationId))}`;
}

/** Returns the cached visibility of a resource without a key; undefined where the database has to be asked. */
export function knownVisibility(ctx: Ctx, resourceId: string): Visibility | undefined {
  const known = memoryOf(ctx.db).known(nameOf(ctx, resourceId));
  return known instanceof Promise ? undefined : known;
}

/**
 * Finds those of the resources that anyone may see, in their order, with when their numbers are shown; at most as old as
 * availability may be. Who asks for the same while it is being looked up waits for that look.
 */
export async function visibilitiesOf(
  ctx: Ctx,
  resourceIds: readonly string[],
): Promise<Map<string, Event["numbersShown"]>> {
  const memory = memoryOf(ctx.db);
  const topic = (id: string) => nameOf(ctx, id);
  const seen = new Map(resourceIds.map((id) => [id, memory.known(topic(id))]));
  const unknown = [...seen.keys()].filter((id) => seen.get(id) === undefined);
  if (unknown.length > 0) {
    const found = listVisibleWithoutKey(ctx, unknown).then(
      (rows) => new Map(rows.map(({ id, numbersShown }) => [id, strictest(numbersShown)])),
    );
    for (const id of unknown) {
      const visibility = found.then((visibilities) => visibilities.get(id) ?? null);
      seen.set(id, memory.keep(topic(id), visibility));
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

/** A resource of several events shows what all of them do; one of no event shows its numbers. */
function strictest(shown: Event["numbersShown"][]): Event["numbersShown"] {
  const order = ["never", "near-end"] as const;
  return order.find((each) => shown.includes(each)) ?? "always";
}

/** Returns whether a view's numbers are shown to visitors without a key, as the page of its event has it. */
export function showsNumbers(numbersShown: Event["numbersShown"], view: View): boolean {
  return isShown({ numbersShown }, view);
}
