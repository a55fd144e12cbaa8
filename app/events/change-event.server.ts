import { and, eq, type SQL, sql } from "drizzle-orm";
import { MOST_SAVED_TOGETHER, saveResources } from "#app/booking/commands.server.ts";
import type { RefusalCode } from "#app/booking/refusals.ts";
import type { ClaimRefusal, ResourceSave } from "#app/booking/request.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import type { Ctx, TxCtx } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import type { AnyRefusal } from "#app/platform/refusals.ts";
import { events } from "#db/schema/index.ts";
import type { Event, EventState, Session } from "./event.ts";
import { announceEvent, announceWithdrawn } from "./event-facts.server.ts";
import { findEvent, listSessions } from "./find-events.server.ts";
import { startSaving } from "./save-dates-task.server.ts";

/** The engine's refusal comes with the claims that stand in the way. */
export type EventSaved<Code extends AnyRefusal = never> = CommandResult<
  RefusalCode | "EVENT_CHANGED" | "EVENT_SAVING" | Code,
  object,
  { claims: ClaimRefusal[] }
>;

type EventColumns = {
  [Column in keyof typeof events.$inferInsert]?: (typeof events.$inferInsert)[Column] | SQL;
};

export interface EventChange {
  /** The event in the version that the change was worked out from. */
  event: Pick<Event, "id" | "version" | "saving">;
  columns: EventColumns;
  resources: ResourceSave[];
  /** Writes what else belongs to the change, in its transaction. */
  alsoWrite?: (tx: TxCtx) => Promise<void>;
}

/** Rolls a change back whose event has another version by now. */
class VersionConflict extends Error {
  override name = "VersionConflict";
}

/**
 * Saves an event's row, its resources and what else belongs to the change in one transaction of the engine, all or nothing.
 * Refuses as `saveResources` does, with EVENT_CHANGED where the event has another version than the change was worked
 * out from, and with EVENT_SAVING while the rest of an earlier change is carried out. Above 500 resources, those behind the
 * first 500 are saved by a task, during which the event cannot be booked.
 */
export async function saveEvent(ctx: Ctx, change: EventChange): Promise<EventSaved> {
  const { event, columns, resources, alsoWrite } = change;
  if (event.saving) return { ok: false, refusal: "EVENT_SAVING", claims: [] };
  const rest = resources.slice(MOST_SAVED_TOGETHER);
  try {
    const outcome = await saveResources(ctx, resources.slice(0, MOST_SAVED_TOGETHER), async (tx) => {
      await writeEvent(tx, event, columns);
      await alsoWrite?.(tx);
      if (rest.length > 0) await startSaving(tx, event.id, rest);
    });
    if (!outcome.ok) return { ok: false, refusal: outcome.refusal, claims: outcome.claims };
  } catch (error) {
    if (error instanceof VersionConflict) return { ok: false, refusal: "EVENT_CHANGED", claims: [] };
    throw error;
  }
  announceEvent(ctx, event.id);
  if (columns.visibility === "private") announceWithdrawn(ctx);
  return { ok: true };
}

async function writeEvent(tx: TxCtx, event: EventChange["event"], columns: EventColumns): Promise<void> {
  const written = await tx.tx
    .update(events)
    .set({ ...columns, version: sql`${events.version} + 1`, updatedAt: sql`now()`, updatedBy: memberOf(tx) })
    .where(and(owned(events, tx, event.id), eq(events.version, event.version), eq(events.saving, false)))
    .returning({ id: events.id });
  if (written.length === 0) throw new VersionConflict();
}

function memberOf({ actor }: Ctx): string | null {
  return actor.kind === "member" ? actor.id : null;
}

type Plan = Omit<EventChange, "event">;

/** How often a change of state is worked out anew where others save the event at the same time. */
const MOST_ATTEMPTS = 5;

/**
 * Moves an event from one of the states `from` to another, with its resources. It does not rest on what somebody saw, so it
 * is worked out anew where the event was saved in the meantime. Refuses with EVENT_STATE where the event is in no such state,
 * which a second click finds too, and as `saveEvent` does.
 */
export async function moveEvent(
  ctx: Ctx,
  id: string,
  from: readonly EventState[],
  plan: (sessions: Session[]) => Plan | Promise<Plan>,
): Promise<EventSaved<"EVENT_STATE">> {
  return changeInState(ctx, id, from, async () => plan(await listAllSessions(ctx, id)));
}

/** Changes an event that is in one of `states`, worked out anew as in `moveEvent`. Refuses as it does. */
export async function changeInState(
  ctx: Ctx,
  id: string,
  states: readonly EventState[],
  plan: (event: Event) => Promise<Plan>,
): Promise<EventSaved<"EVENT_STATE">> {
  let saved: EventSaved = { ok: false, refusal: "EVENT_CHANGED", claims: [] };
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const event = await findEvent(ctx, id);
    if (!event || !states.includes(event.state)) return { ok: false, refusal: "EVENT_STATE", claims: [] };
    saved = await saveEvent(ctx, { event, ...(await plan(event)) });
    if (saved.ok || saved.refusal !== "EVENT_CHANGED") return saved;
  }
  return saved;
}

/** All sessions of an event, those too that are over or cancelled. */
export function listAllSessions(ctx: Ctx, eventId: string): Promise<Session[]> {
  return listSessions(ctx, eventId, {});
}

/** The same change for every resource of the sessions. */
export function resourcesOf(
  sessions: readonly Session[],
  change: Omit<ResourceSave, "resourceId">,
): ResourceSave[] {
  return sessions.flatMap(({ resourceIds }) => resourceIds.map((resourceId) => ({ resourceId, ...change })));
}
