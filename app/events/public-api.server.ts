import { and, eq, exists, inArray, ne, notExists, or, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { events, resources, sessionResources, sessions } from "#db/schema/index.ts";
import type { Event } from "./event.ts";
import { claimingSession, ownEvent } from "./find-events.server.ts";

/** Finds the event of a resource if it can be booked without a key: it is published, not private, and its organiser allows it. */
export async function findBookableWithoutKey(
  ctx: Ctx,
  resourceId: string,
): Promise<Pick<Event, "id" | "manyFromOneNetwork"> | undefined> {
  const allowing = and(published, eq(events.publicApi, true));
  const [found] = await eventsOf(ctx, eq(sessionResources.resourceId, resourceId), allowing).limit(1);
  return found;
}

/** The events that API clients without a key may read. Private ones are excluded, since such clients have no access code. */
const published = and(eq(events.state, "published"), ne(events.visibility, "private"));

/**
 * Finds the resources that are readable without a key: those of a published event that is not private, and those of no event.
 * Returns with each when its events show the numbers.
 */
export async function listVisibleWithoutKey(
  ctx: Ctx,
  resourceIds: readonly string[],
): Promise<{ id: string; numbersShown: Event["numbersShown"][] }[]> {
  if (resourceIds.length === 0) return [];
  const ofThis = eq(sessionResources.resourceId, resources.id);
  const ofPublished = eventsOf(ctx, ofThis, published);
  return ctx.db
    .select({
      id: resources.id,
      numbersShown: sql<Event["numbersShown"][]>`array(select each.numbers_shown from ${ofPublished} each)`,
    })
    .from(resources)
    .where(
      and(
        eq(resources.organizationId, ctx.organizationId),
        inArray(resources.id, [...resourceIds]),
        or(exists(ofPublished), notExists(eventsOf(ctx, ofThis, undefined))),
      ),
    );
}

function eventsOf(ctx: Ctx, ofResource: SQL, wanted: SQL | undefined) {
  return ctx.db
    .select({
      id: events.id,
      manyFromOneNetwork: events.manyFromOneNetwork,
      numbersShown: events.numbersShown,
    })
    .from(sessionResources)
    .innerJoin(sessions, claimingSession)
    .innerJoin(events, ownEvent)
    .where(and(eq(sessionResources.organizationId, ctx.organizationId), ofResource, wanted))
    .$dynamic();
}
