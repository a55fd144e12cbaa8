import { and, eq } from "drizzle-orm";
import type { SessionWithSeats } from "#app/events/event.ts";
import { listSessions, withSeats } from "#app/events/find-events.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { typedNumber } from "#app/platform/text/number.ts";
import { answerField, guestField, type Typed } from "#app/questions/booking-form.ts";
import { findOption } from "#app/questions/options.ts";
import { hasOptions, type Question } from "#app/questions/question.ts";
import { listQuestions } from "#app/questions/questions.server.ts";
import { changeDeadline } from "#app/schedules/deadlines.ts";
import { answers } from "#db/schema/index.ts";
import type { BookingDetails } from "./booking-details.server.ts";
import { listPeople, type NamedPerson } from "./list-people.server.ts";
import { positionsOf } from "./tickets.server.ts";
import { listTimeline, type TimelineEntry } from "./timeline.server.ts";

/** Everything that an attendee can see and change about a booking. */
export interface Manageable {
  people: NamedPerson[];
  /** The positions of its people, named or not; 0 is the person who booked. */
  places: number[];
  questions: Question[];
  /** The names and answers, in the form's format. */
  typed: Typed;
  /** The attendee's deadline for changes. */
  deadline: Date;
  open: boolean;
  /** Maximum number of seats that the booking could have now. */
  most: number;
  /** Other sessions with enough seats for the booking. */
  others: SessionWithSeats[];
  timeline: TimelineEntry[];
}

/** Maximum number of dates offered for a move. */
const MAX_OFFERED_DATES = 50;

/** Returns the deadline for an attendee to change or cancel a booking. */
export function deadlineOf({ event, session }: BookingDetails): Date {
  return changeDeadline(event, session);
}

/** Reads everything that an attendee can see and change about a booking. Numbers are in the format of `locale`. */
export async function readManageable(ctx: Ctx, booking: BookingDetails, locale: string): Promise<Manageable> {
  const { event, sessions, seats } = booking;
  const deadline = deadlineOf(booking);
  const [people, places, questions, given, taken, upcoming, timeline] = await Promise.all([
    listPeople(ctx, booking.id),
    positionsOf(ctx, booking),
    listQuestions(ctx, event.id),
    listAnswers(ctx, booking.id),
    withSeats(ctx, sessions),
    listSessions(ctx, event.id, { from: ctx.now, limit: MAX_OFFERED_DATES }),
    listTimeline(ctx, booking),
  ]);
  const others = sessions.length > 1 ? [] : await withSeats(ctx, upcoming);
  const free = Math.min(...taken.map(({ seats }) => (seats.closed ? 0 : seats.remaining)));
  return {
    people,
    places,
    questions,
    deadline,
    timeline,
    typed: typedFrom(people, questions, given, locale),
    open: booking.fate === "confirmed" && ctx.now < deadline,
    most: Math.max(seats, Math.min(event.maxPerBooking, seats + Math.max(0, free))),
    others: others.filter(
      (each) =>
        each.startsAt > ctx.now &&
        !each.seats.closed &&
        each.seats.remaining >= seats &&
        !sessions.some((session) => session.id === each.id),
    ),
  };
}

/** Returns the names and answers of a booking, in the form's format. */
export async function readTyped(
  ctx: Ctx,
  booking: BookingDetails,
  questions: Question[],
  locale: string,
): Promise<Typed> {
  const [people, given] = await Promise.all([listPeople(ctx, booking.id), listAnswers(ctx, booking.id)]);
  return typedFrom(people, questions, given, locale);
}

function typedFrom(
  people: NamedPerson[],
  questions: Question[],
  given: GivenAnswer[],
  locale: string,
): Typed {
  const typed: Typed = {};
  for (const { position, name } of people) typed[position === 0 ? "name" : guestField(position)] = [name];
  for (const { questionId, person, value } of given) {
    const question = questions.find((each) => each.id === questionId);
    if (!question) continue;
    const texts = typeof value === "number" ? [typedNumber(value, locale)] : textsOf(value);
    typed[answerField(question, person)] = hasOptions(question.type)
      ? texts.map((text) => findOption(question.options, text)?.id ?? text)
      : texts;
  }
  return typed;
}

/** Converts an answer to the values of its form field. */
export function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  if (value === true) return ["yes"];
  return [String(value ?? "")];
}

interface GivenAnswer {
  questionId: string;
  person: number;
  value: unknown;
}

function listAnswers(ctx: Ctx, bookingId: string): Promise<GivenAnswer[]> {
  return ctx.db
    .select({ questionId: answers.questionId, person: answers.person, value: answers.value })
    .from(answers)
    .where(and(eq(answers.organizationId, ctx.organizationId), eq(answers.bookingId, bookingId)));
}
