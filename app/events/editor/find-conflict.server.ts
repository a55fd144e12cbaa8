import { eq } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import { listQuestions } from "#app/questions/questions.server.ts";
import { events, users } from "#db/schema/index.ts";
import { MOST_SESSIONS } from "../event.ts";
import { findEvent, listSessions, withSeats } from "../find-events.server.ts";
import { draftOf, type EventDraft } from "./event-draft.ts";
import { differencesOf, type SaveConflict } from "./save-conflict.ts";

/** Returns how the event as it is saved now differs from a form, and who saved it; undefined where the event is gone. */
export async function findConflict(
  ctx: Ctx,
  eventId: string,
  typed: EventDraft,
): Promise<SaveConflict | undefined> {
  const [event, sessions, questions, [last]] = await Promise.all([
    findEvent(ctx, eventId),
    listSessions(ctx, eventId, { limit: MOST_SESSIONS }),
    listQuestions(ctx, eventId),
    ctx.db
      .select({ at: events.updatedAt, by: users.name })
      .from(events)
      .leftJoin(users, eq(users.id, events.updatedBy))
      .where(owned(events, ctx, eventId)),
  ]);
  if (!event || !last) return undefined;
  const saved = draftOf(event, await withSeats(ctx, sessions), questions);
  return {
    version: event.version,
    savedAt: last.at.toISOString(),
    savedBy: last.by ?? undefined,
    differences: differencesOf(saved, typed),
  };
}
