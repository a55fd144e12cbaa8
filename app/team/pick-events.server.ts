import { and, desc, eq, inArray, ne, sql } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { isId } from "#app/platform/ids.ts";
import { holdsWords } from "#app/platform/text/holds-words.ts";
import { readQuery } from "#app/platform/text/search.ts";
import { events } from "#db/schema/index.ts";

/** An event to give a role for. */
export interface PickedEvent {
  id: string;
  title: string;
}

/** The events that match a search, newest first, and those that are chosen already. */
export interface EventChoice {
  /** The search. */
  text: string;
  events: PickedEvent[];
  chosen: PickedEvent[];
  /** Whether other events match, which are not listed. */
  hasMore: boolean;
}

const LISTED = 10;

/** Returns the events of the organisation that match a search, and those with the given ids. */
export async function listChoice(ctx: Ctx, typed: string, ids: readonly string[]): Promise<EventChoice> {
  const text = readQuery(typed);
  const own = and(eq(events.organizationId, ctx.organizationId), ne(events.state, "removed"));
  const columns = { id: events.id, title: events.title };
  const [found, chosen] = await Promise.all([
    ctx.db
      .select(columns)
      .from(events)
      .where(and(own, holdsWords(sql`${events.title}`, text)))
      .orderBy(desc(events.createdAt), desc(events.id))
      .limit(LISTED + 1),
    titlesOf(ctx, ids),
  ]);
  return { text, events: found.slice(0, LISTED), chosen, hasMore: found.length > LISTED };
}

/** Returns the events of the organisation with these ids, also those that have been removed. */
export async function titlesOf(ctx: Ctx, ids: readonly string[]): Promise<PickedEvent[]> {
  const known = ids.filter(isId);
  if (known.length === 0) return [];
  return ctx.db
    .select({ id: events.id, title: events.title })
    .from(events)
    .where(and(eq(events.organizationId, ctx.organizationId), inArray(events.id, known)))
    .orderBy(desc(events.createdAt), desc(events.id));
}
