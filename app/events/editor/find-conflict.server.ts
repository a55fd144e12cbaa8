import { eq } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import { listQuestions } from "#app/questions/questions.server.ts";
import { events, users } from "#db/schema/index.ts";
import { findAccessCode } from "../access-code.server.ts";
import { findEvent } from "../find-events.server.ts";
import { findJoinLink } from "../join-link.server.ts";
import { listFormDates } from "../list-dates.server.ts";
import { draftOf, type EventDraft } from "./event-draft.ts";
import { differencesOf, type EventConflict } from "./save-conflict.ts";

/** Returns the differences between the saved event and a form, and who saved it when; undefined if the event no longer exists. */
export async function findConflict(
  ctx: Ctx,
  eventId: string,
  typed: EventDraft,
): Promise<EventConflict | undefined> {
  const [event, joinUrl, accessCode, dates, questions, [last]] = await Promise.all([
    findEvent(ctx, eventId),
    findJoinLink(ctx, eventId),
    findAccessCode(ctx, eventId),
    listFormDates(ctx, eventId),
    listQuestions(ctx, eventId),
    ctx.db
      .select({ at: events.updatedAt, by: users.name })
      .from(events)
      .leftJoin(users, eq(users.id, events.updatedBy))
      .where(owned(events, ctx, eventId)),
  ]);
  if (!event || !last) return undefined;
  const saved = draftOf(event, { joinUrl, accessCode }, dates.sessions, questions);
  return {
    version: event.version,
    savedAt: last.at.toISOString(),
    savedBy: last.by ?? undefined,
    differences: differencesOf(saved, typed),
  };
}
