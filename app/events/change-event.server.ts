import { and, eq, type SQL, sql } from "drizzle-orm";
import { type Change, record } from "#app/audit-log/record.server.ts";
import { MAX_RESOURCES_PER_SAVE, saveResources } from "#app/booking/commands.server.ts";
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

/** A refusal of the engine has the claims that caused it. */
export type EventSaved<Code extends AnyRefusal = never> = CommandResult<
  RefusalCode | "EVENT_CHANGED" | "EVENT_SAVING" | Code,
  object,
  { claims: ClaimRefusal[] }
>;

type EventColumns = {
  [Column in keyof typeof events.$inferInsert]?: (typeof events.$inferInsert)[Column] | SQL;
};

export interface EventChange {
  /** The event in the version that the change is based on. */
  event: Pick<Event, "id" | "version" | "saving">;
  columns: EventColumns;
  resources: ResourceSave[];
  /** Writes other rows in the same transaction. */
  alsoWrite?: (tx: TxCtx) => Promise<void>;
  /** The row of the audit log, determined after `alsoWrite`; undefined if nothing changes. */
  audited: () => Change | undefined;
}

/** Thrown to roll back a change if the event has another version by now. */
class VersionConflict extends Error {
  override name = "VersionConflict";
}

/**
 * Saves an event's row, its resources and the rows of `alsoWrite` in one transaction of the engine. Refuses as `saveResources`
 * does, with EVENT_CHANGED if the event's version is not the one that the change is based on, and with EVENT_SAVING while a
 * task saves an earlier change. Resources after the first 500 are saved by a task, during which the event cannot be booked.
 */
export async function saveEvent(ctx: Ctx, change: EventChange): Promise<EventSaved> {
  const { event, columns, resources, alsoWrite, audited } = change;
  if (event.saving) return { ok: false, refusal: "EVENT_SAVING", claims: [] };
  const rest = resources.slice(MAX_RESOURCES_PER_SAVE);
  try {
    const outcome = await saveResources(ctx, resources.slice(0, MAX_RESOURCES_PER_SAVE), async (tx) => {
      await writeEvent(tx, event, columns);
      await alsoWrite?.(tx);
      if (rest.length > 0) await startSaving(tx, event.id, rest);
      const row = audited();
      if (row) await record(tx, row);
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

type ChangePlan = Omit<EventChange, "event">;

/** Maximum number of times that a change is computed if the event is saved concurrently. */
const MAX_ATTEMPTS = 5;

/** Returns the row of the audit log for a change of an event's state. */
export function eventChange(action: Change["action"], id: string) {
  return (): Change => ({ action, object: { kind: "event", id } });
}

/**
 * Transitions an event from one of the states `from` to another, with its resources. The change does not depend on the version
 * that the user saw, so it is retried if the event was saved in the meantime. Refuses with EVENT_STATE if the event is in
 * another state, as after a second click, and as `saveEvent` does.
 */
export async function transitionEvent(
  ctx: Ctx,
  id: string,
  from: readonly EventState[],
  plan: (sessions: Session[]) => ChangePlan | Promise<ChangePlan>,
): Promise<EventSaved<"EVENT_STATE">> {
  return changeInState(ctx, id, from, async () => plan(await listAllSessions(ctx, id)));
}

/** Changes an event that is in one of `states`, with the retries and the refusals of `transitionEvent`. */
export async function changeInState(
  ctx: Ctx,
  id: string,
  states: readonly EventState[],
  plan: (event: Event) => Promise<ChangePlan>,
): Promise<EventSaved<"EVENT_STATE">> {
  let saved: EventSaved = { ok: false, refusal: "EVENT_CHANGED", claims: [] };
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const event = await findEvent(ctx, id);
    if (!event || !states.includes(event.state)) return { ok: false, refusal: "EVENT_STATE", claims: [] };
    saved = await saveEvent(ctx, { event, ...(await plan(event)) });
    if (saved.ok || saved.refusal !== "EVENT_CHANGED") return saved;
  }
  return saved;
}

/** Returns all sessions of an event, including those that are over or cancelled. */
export function listAllSessions(ctx: Ctx, eventId: string): Promise<Session[]> {
  return listSessions(ctx, eventId, {});
}

/** Returns the same change for every resource of the sessions. */
export function resourcesOf(
  sessions: readonly Session[],
  change: Omit<ResourceSave, "resourceId">,
): ResourceSave[] {
  return sessions.flatMap(({ resourceIds }) => resourceIds.map((resourceId) => ({ resourceId, ...change })));
}
