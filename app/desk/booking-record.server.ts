import { and, asc, eq } from "drizzle-orm";
import { type BookedDetails, findBooked } from "#app/attendees/booking-details.server.ts";
import { textsOf } from "#app/attendees/manage-booking.server.ts";
import { placesOf } from "#app/attendees/ticket-code.ts";
import { listTimeline, type TimelineEntry } from "#app/attendees/timeline.server.ts";
import type { SessionWithSeats } from "#app/events/event.ts";
import { listBookable } from "#app/events/open-event.server.ts";
import { listMails, type MailRecord } from "#app/mail/mail-records.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import type { Question } from "#app/questions/question.ts";
import { listQuestions } from "#app/questions/questions.server.ts";
import { answers, apiKeys, history, people, questions } from "#db/schema/index.ts";

/** A person's answer to a question; undefined if it is required but missing. */
interface RecordedAnswer {
  person: number;
  question: string;
  answer: string | undefined;
}

/** One booking with all data that an organiser may see. */
export interface BookingRecord {
  booking: BookedDetails;
  /** The API key that made the booking; its name is null if the key does not belong to the organisation. */
  key: { name: string | null } | undefined;
  /** Dates with enough free seats to move the booking to. */
  others: SessionWithSeats[];
  people: { position: number; name: string; email: string | null }[];
  answers: RecordedAnswer[];
  timeline: TimelineEntry[];
  mails: MailRecord[];
}

/** Maximum number of other dates to offer. */
const MAX_OTHER_DATES = 50;

/** Returns a booking's record; undefined if the organisation has no booking of this id. */
export async function findBookingRecord(ctx: Ctx, bookingId: string): Promise<BookingRecord | undefined> {
  const booking = await findBooked(ctx, bookingId);
  if (!booking) return undefined;
  const mayMove = booking.fate === "confirmed" && booking.isOfOneSession;
  const [named, given, asked, timeline, sent, key, others] = await Promise.all([
    ctx.db
      .select({ position: people.position, name: people.name, email: people.email })
      .from(people)
      .where(and(eq(people.organizationId, ctx.organizationId), eq(people.bookingId, bookingId)))
      .orderBy(asc(people.position)),
    ctx.db
      .select({
        id: questions.id,
        person: answers.person,
        question: questions.label,
        value: answers.value,
      })
      .from(answers)
      .innerJoin(
        questions,
        and(eq(questions.organizationId, answers.organizationId), eq(questions.id, answers.questionId)),
      )
      .where(and(eq(answers.organizationId, ctx.organizationId), eq(answers.bookingId, bookingId)))
      .orderBy(asc(answers.person), asc(questions.position)),
    listQuestions(ctx, booking.event.id),
    listTimeline(ctx, booking),
    listMails(ctx, bookingId),
    findKeyOf(ctx, bookingId),
    mayMove ? listBookable(ctx, booking.event, { limit: MAX_OTHER_DATES, except: booking.session.id }) : [],
  ]);
  return {
    booking,
    people: named,
    timeline,
    mails: sent,
    key,
    others: others.filter((each) => each.seats.remaining >= booking.seats),
    answers: [
      ...given.map(({ person, question, value }) => ({
        person,
        question,
        answer: textsOf(value).join(", "),
      })),
      ...listUnanswered(booking, named, asked, given),
    ],
  };
}

/** Lists the required questions without an answer: seats and questions may be added after a booking was made. */
function listUnanswered(
  { fate, person: booker, seats }: BookedDetails,
  named: { position: number }[],
  asked: Question[],
  given: { id: string; person: number }[],
): RecordedAnswer[] {
  if (fate !== "confirmed" || !booker) return [];
  const places = placesOf(
    seats,
    named.map(({ position }) => position),
  );
  const isAnswered = (question: Question, place: number) =>
    given.some(({ id, person }) => id === question.id && person === place);
  return asked
    .filter(({ required }) => required)
    .flatMap((question) =>
      (question.per === "person" ? places : [0])
        .filter((place) => !isAnswered(question, place))
        .map((person) => ({ person, question: question.label, answer: undefined })),
    );
}

async function findKeyOf(ctx: Ctx, bookingId: string): Promise<BookingRecord["key"]> {
  const [made] = await ctx.db
    .select({ actor: history.actor, name: apiKeys.name })
    .from(history)
    .leftJoin(
      apiKeys,
      and(eq(apiKeys.organizationId, history.organizationId), eq(apiKeys.id, history.actorId)),
    )
    .where(
      and(
        eq(history.organizationId, ctx.organizationId),
        eq(history.bookingId, bookingId),
        eq(history.position, 1),
      ),
    );
  return made?.actor === "key" ? { name: made.name } : undefined;
}
