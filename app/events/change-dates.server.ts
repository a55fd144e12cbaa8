import { and, isNull, sql } from "drizzle-orm";
import type { Change } from "#app/audit-log/record.server.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import type { Ctx, TxCtx } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import type { AnyRefusal } from "#app/platform/refusals.ts";
import { arrayLiteral } from "#db/arrays.ts";
import { sessions } from "#db/schema/index.ts";
import { changeInState, resourcesOf } from "./change-event.server.ts";
import type { Session } from "./event.ts";
import { findSession, listSessions } from "./find-events.server.ts";
import { addSessions, type TimedSession } from "./save-event.server.ts";

type Code =
  | "DATE_NOT_FOUND"
  | "DATE_BOOKED"
  | "DATE_ENDED"
  | "LAST_DATE"
  | "EVENT_STATE"
  | "EVENT_CHANGED"
  | "EVENT_SAVING";

/** `booked` is the number of bookings that prevent the change. */
export type DateChanged = CommandResult<Code, object, { booked: number }>;

/** Thrown to roll back a change of a date that is refused. */
class DateConflict extends Error {
  override name = "DateConflict";
  readonly refused: Extract<DateChanged, { ok: false }>;

  constructor(refusal: Code, booked = 0) {
    super(refusal);
    this.refused = { ok: false, refusal, booked };
  }
}

const CHANGEABLE = ["draft", "published"] as const;

/**
 * Adds a date to an event that is not cancelled. The form has the date's id, so that submitting it twice adds one date.
 * Refuses with EVENT_STATE, EVENT_SAVING, or with EVENT_CHANGED if concurrent saves of the event exhaust the retries.
 */
export function addDate(
  ctx: Ctx,
  eventId: string,
  date: TimedSession & { id: string },
): Promise<DateChanged> {
  return change(async () => {
    if (await findSession(ctx, eventId, date.id)) return { ok: true };
    return changeInState(ctx, eventId, CHANGEABLE, async (event) => {
      const isMade = (await findSession(ctx, eventId, date.id)) !== undefined;
      return {
        columns: {},
        resources: [],
        alsoWrite: async (tx) => {
          if (!isMade) await addSessions(tx, event, [date]);
        },
        audited: () => (isMade ? undefined : dateChange("date.added", eventId, date.id)),
      };
    });
  });
}

/**
 * Removes a date that was never booked: cancels its resources and deletes its row. Refuses with DATE_BOOKED if it has bookings
 * or holds, or if an ended booking refers to it, whose page still shows the date; with LAST_DATE if the event has no other; and
 * with DATE_NOT_FOUND, EVENT_STATE, EVENT_SAVING or EVENT_CHANGED.
 */
export function removeDate(ctx: Ctx, eventId: string, id: string): Promise<DateChanged> {
  return change(async () => {
    const removed = await changeInState(ctx, eventId, CHANGEABLE, async () => {
      const session = await findDate(ctx, eventId, id);
      const [, another] = await listSessions(ctx, eventId, { limit: 2 });
      if (!another) throw new DateConflict("LAST_DATE");
      return {
        columns: {},
        resources: resourcesOf([session], { transition: "cancel", ifEmpty: true }),
        alsoWrite: (tx) => deleteUnbooked(tx, session),
        audited: () => dateChange("date.removed", eventId, id),
      };
    });
    if (removed.ok || removed.refusal !== "CAPACITY_BELOW_BOOKED") return removed;
    // The bookings that prevented it may have ended since.
    throw new DateConflict("DATE_BOOKED", Math.max(1, await countBooked(ctx, id)));
  });
}

/**
 * Cancels a date with a reason for its attendees. From then on it cannot be booked or confirmed. Its bookings are cancelled by
 * `cancelBookingsOfDates`, which another worker resumes after a crash; with `notify` false the attendees get no mail. Does
 * nothing to a cancelled date, so that a second click succeeds. Refuses with DATE_ENDED, DATE_NOT_FOUND, EVENT_STATE,
 * EVENT_SAVING or EVENT_CHANGED.
 */
export function cancelDate(
  ctx: Ctx,
  eventId: string,
  id: string,
  { reason, notify }: { reason: string; notify: boolean },
): Promise<DateChanged> {
  return change(async () =>
    changeInState(ctx, eventId, CHANGEABLE, async () => {
      const session = await findDate(ctx, eventId, id);
      if (session.endsAt <= ctx.now) throw new DateConflict("DATE_ENDED");
      let isMarked = false;
      return {
        columns: {},
        resources: resourcesOf([session], { transition: "cancel" }),
        alsoWrite: async (tx) => {
          isMarked = await markCancelled(tx, session, { reason, notify });
        },
        audited: () => (isMarked ? dateChange("date.cancelled", eventId, id) : undefined),
      };
    }),
  );
}

/** Returns the number of bookings and holds that take seats of a date. */
export async function countBooked(ctx: Ctx, sessionId: string): Promise<number> {
  const [row] = await ctx.db.execute<{ number: number }>(sql`
    select count(distinct r.booking_id)::int as number
    from session_resources sr join reservations r on r.organization_id = sr.organization_id
      and r.resource_id = sr.resource_id and r.status in ('PENDING', 'CONFIRMED')
    where sr.organization_id = ${ctx.organizationId} and sr.session_id = ${sessionId}`);
  return Number(row?.number ?? 0);
}

function dateChange(action: Change["action"], eventId: string, id: string): Change {
  return { action, object: { kind: "date", id }, after: { event: eventId } };
}

async function change(work: () => Promise<CommandResult<AnyRefusal>>): Promise<DateChanged> {
  try {
    const outcome = await work();
    if (outcome.ok) return { ok: true };
    const { refusal: found } = outcome;
    const refusal = found === "EVENT_STATE" || found === "EVENT_SAVING" ? found : "EVENT_CHANGED";
    return { ok: false, refusal, booked: 0 };
  } catch (error) {
    if (error instanceof DateConflict) return error.refused;
    throw error;
  }
}

async function findDate(ctx: Ctx, eventId: string, id: string): Promise<Session> {
  const session = await findSession(ctx, eventId, id);
  if (!session) throw new DateConflict("DATE_NOT_FOUND");
  return session;
}

/** Runs under the locks of the date's resources, so that no booking can be made in between. */
async function deleteUnbooked(tx: TxCtx, { id, resourceIds }: Session): Promise<void> {
  // A hold that was never confirmed has no page that shows the date.
  const [row] = await tx.tx.execute<{ number: number }>(sql`
    select count(distinct r.booking_id)::int as number from reservations r
    where r.organization_id = ${tx.organizationId} and r.resource_id = any (${arrayLiteral(resourceIds)}::text[])
      and exists (select from history h where h.organization_id = r.organization_id
        and h.booking_id = r.booking_id and h.kind = 'confirmed')`);
  const booked = Number(row?.number ?? 0);
  if (booked > 0) throw new DateConflict("DATE_BOOKED", booked);
  await tx.tx.delete(sessions).where(owned(sessions, tx, id));
}

/** Returns whether the date was not cancelled before. */
async function markCancelled(
  tx: TxCtx,
  { id }: Session,
  { reason, notify }: { reason: string; notify: boolean },
): Promise<boolean> {
  const marked = await tx.tx
    .update(sessions)
    .set({
      cancelledAt: sql`now()`,
      cancelReason: reason,
      cancelPending: true,
      cancelNotify: notify,
      opensWithEvent: false,
    })
    .where(and(owned(sessions, tx, id), isNull(sessions.cancelledAt)))
    .returning({ id: sessions.id });
  return marked.length > 0;
}
