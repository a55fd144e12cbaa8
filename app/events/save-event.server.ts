import { count, eq, sql } from "drizzle-orm";
import { record } from "#app/audit-log/record.server.ts";
import { createResources } from "#app/booking/commands.server.ts";
import type { RefusalCode } from "#app/booking/refusals.ts";
import { NO_RULES, type Rules } from "#app/booking/world.ts";
import { claimSlug } from "#app/organizations/slugs.server.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import { type Ctx, type TxCtx, transact } from "#app/platform/ctx.ts";
import { newId } from "#app/platform/ids.ts";
import { nearestStorableInstant } from "#app/platform/instants.ts";
import { saveQuestions } from "#app/questions/save-questions.server.ts";
import { bookingDeadline, changeDeadline } from "#app/schedules/deadlines.ts";
import { stocks } from "#app/ui/seats/stocks.ts";
import { events, sessionResources, sessions } from "#db/schema/index.ts";
import { auditOfSave, countChangedDates } from "./audit-save.server.ts";
import { listAllSessions, resourcesOf, saveEvent } from "./change-event.server.ts";
import type { EventInput, EventSettings } from "./editor/event-form.ts";
import { sessionTimes } from "./editor/session-times.ts";
import type { Event, EventState, Session } from "./event.ts";
import { enqueueMoveMails, moveOf } from "./moves.server.ts";

export interface TimedSession {
  /** The id of a new session, if its form has one. */
  id?: string;
  label: string;
  capacity: number;
  startsAt: Date;
  endsAt: Date;
}

/** The type of sessions' resources. */
const SESSION_TYPE = "session";

/** Creates a draft with its sessions and their resources in one transaction. Returns its id. */
export function createEvent(ctx: Ctx, input: EventInput): Promise<CommandResult<never, { id: string }>> {
  return transact(ctx, async (tx) => {
    const id = newId();
    const { organizationId } = ctx;
    await tx.tx.insert(events).values({ organizationId, id, ...eventColumns(input) });
    await claimSlug(tx.tx, { text: input.title, organizationId, eventId: id });
    await addSessions(tx, { ...DEFAULTS, ...input, id }, timed(input));
    const { sessions: dates, questions = [] } = input;
    await saveQuestions(tx, id, questions);
    const after = { dates: dates.length, questions: questions.length };
    await record(tx, { action: "event.created", object: { kind: "event", id }, after });
    return { ok: true, id };
  });
}

/** Returns the next ticket colour in turn, so that an organiser's events differ at a glance. */
export async function nextStock(ctx: Ctx): Promise<string> {
  const [row] = await ctx.db
    .select({ made: count() })
    .from(events)
    .where(eq(events.organizationId, ctx.organizationId));
  return stocks[(row?.made ?? 0) % stocks.length] ?? stocks[0];
}

export type SaveResult =
  /** `needed` is the number of taken seats of the session at `index`, more than its new capacity. */
  | CommandResult<RefusalCode, object, { index: number; needed: number }>
  | CommandResult<"EVENT_CHANGED" | "EVENT_SAVING" | "EVENT_STATE">;

/**
 * Saves an event's form in one transaction: the event, its sessions, capacities, rules and questions, and the mails. Refuses
 * with CAPACITY_BELOW_BOOKED if a session's new capacity is below its taken seats, with EVENT_CHANGED if `event.version` is not
 * the current one, with EVENT_SAVING while a task saves the event, and with EVENT_STATE for a new date of a cancelled event,
 * which API clients could book. Sessions that are not in the form keep their times and capacities. Attendees of a date whose
 * time, place or join link changes get a mail, unless `notify` is false.
 */
export async function updateEvent(
  ctx: Ctx,
  event: Event,
  input: EventInput,
  { notify = true } = {},
): Promise<SaveResult> {
  const all = await listAllSessions(ctx, event.id);
  const isAdded = input.sessions.some(({ id }) => !all.some((session) => session.id === id));
  if (isAdded && event.state === "cancelled") return { ok: false, refusal: "EVENT_STATE" };
  const move = notify ? await moveOf(ctx, event, all, input) : undefined;
  const times = timed(input);
  const after: RuleSource = { ...event, ...input };
  const columns = eventColumns(input);
  const saving = await auditOfSave(ctx, event, columns);
  const timeOf = (session: Session) => times[input.sessions.findIndex(({ id }) => id === session.id)];
  const saved = await saveEvent(ctx, {
    event,
    columns,
    resources: all.flatMap((session) => {
      const time = timeOf(session);
      const change = { rules: rulesOf(after, time ?? session), capacity: time?.capacity };
      return resourcesOf([session], change);
    }),
    async alsoWrite(tx) {
      const listed = all.flatMap((session) => {
        const time = timeOf(session);
        return time ? [{ ...time, id: session.id }] : [];
      });
      const changed = await countChangedDates(tx, listed);
      await moveSessions(tx, listed);
      const added = times.filter((_, index) => !all.some(({ id }) => id === input.sessions[index]?.id));
      await addSessions(tx, after, added);
      const questions = input.questions ? await saveQuestions(tx, event.id, input.questions) : false;
      if (move) await enqueueMoveMails(tx, move);
      saving.note({ added: added.length, changed, questions });
    },
    audited: saving.row,
  });
  if (saved.ok) return saved;
  const { refusal } = saved;
  if (refusal === "EVENT_CHANGED" || refusal === "EVENT_SAVING") return { ok: false, refusal };
  const [claim] = saved.claims;
  const refused = all.find(({ resourceIds }) => claim && resourceIds.includes(claim.resourceId));
  const index = input.sessions.findIndex(({ id }) => id === refused?.id);
  return { ok: false, refusal, index, needed: claim?.quantity ?? 0 };
}

/** The settings that the engine's rules are derived from. */
type RuleSource = { id: string; state: EventState; timeZone: string; maxPerBooking: number } & Pick<
  EventSettings,
  | "opensAt"
  | "closesMinutesBefore"
  | "closesUnit"
  | "cancelMinutesBefore"
  | "cancelUnit"
  | "maxPerPerson"
  | "holdMinutes"
>;

/** Defaults of an event's settings, the same as those of the columns. */
const DEFAULTS: Omit<RuleSource, "id" | "timeZone" | "maxPerBooking"> = {
  state: "draft",
  opensAt: null,
  closesMinutesBefore: 0,
  closesUnit: "minutes",
  cancelMinutesBefore: 0,
  cancelUnit: "minutes",
  maxPerPerson: null,
  holdMinutes: 10,
};

/** Returns the engine's rules for a session: when and how much of it can be booked, and until when it can be cancelled. */
function rulesOf(event: RuleSource, session: Pick<TimedSession, "startsAt">): Rules {
  return {
    ...NO_RULES,
    opensAt: event.opensAt?.getTime() ?? null,
    // The deadline of a very early session may be before the first instant that the database can store.
    closesAt: nearestStorableInstant(bookingDeadline(event, session).getTime()),
    cancelUntil: nearestStorableInstant(changeDeadline(event, session).getTime()),
    maxPerBooking: event.maxPerBooking,
    maxPerPerson: event.maxPerPerson,
    holdSeconds: event.holdMinutes * 60,
    scope: event.id,
  };
}

function timed(input: EventInput): TimedSession[] {
  const times = sessionTimes(input);
  return input.sessions.flatMap(({ label, capacity }, index) => {
    const time = times[index];
    return time ? [{ label, capacity, ...time }] : [];
  });
}

/** Returns the columns of an input. Missing ones keep their value, or get the column's default. */
function eventColumns({ sessions: _, questions: __, ...columns }: EventInput) {
  return columns;
}

/** Writes times and labels in one statement, since other transactions wait for the locks of the sessions' resources. */
async function moveSessions(tx: TxCtx, moved: (TimedSession & { id: string })[]): Promise<void> {
  if (moved.length === 0) return;
  const rows = moved.map(({ id, label, startsAt, endsAt }) => ({
    id,
    label,
    starts_at: startsAt,
    ends_at: endsAt,
  }));
  await tx.tx.execute(sql`
    update sessions s set label = moved.label, starts_at = moved.starts_at, ends_at = moved.ends_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as moved(
      id uuid, label text, starts_at timestamptz, ends_at timestamptz)
    where s.organization_id = ${tx.organizationId} and s.id = moved.id`);
}

/** Adds sessions, each with one resource of the same id. The resources of a draft are closed until it is published. */
export async function addSessions(tx: TxCtx, event: RuleSource, added: TimedSession[]): Promise<void> {
  if (added.length === 0) return;
  const { organizationId } = tx;
  const eventId = event.id;
  const isDraft = event.state === "draft";
  const made = added.map((session) => ({ id: session.id ?? newId(), session }));
  await tx.tx.insert(sessions).values(
    made.map(({ id, session: { label, startsAt, endsAt } }) => ({
      organizationId,
      id,
      eventId,
      label,
      startsAt,
      endsAt,
      opensWithEvent: isDraft,
    })),
  );
  await tx.tx
    .insert(sessionResources)
    .values(made.map(({ id }) => ({ organizationId, sessionId: id, position: 1, resourceId: id })));
  await createResources(
    tx,
    made.map(({ id, session }) => ({
      id,
      type: SESSION_TYPE,
      capacity: session.capacity,
      rules: rulesOf(event, session),
      isClosed: isDraft,
    })),
  );
}
