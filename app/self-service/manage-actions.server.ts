import type { BookingDetails } from "#app/attendees/booking-details.server.ts";
import { type Changed, changeSeats, moveBooking, savePeople } from "#app/attendees/change-booking.server.ts";
import { deadlineOf, readTyped } from "#app/attendees/manage-booking.server.ts";
import { goneField, knowsGuests, readPeople } from "#app/attendees/people-form.ts";
import { positionsOf } from "#app/attendees/tickets.server.ts";
import { cancelAsAttendee } from "#app/checkout/book-seats.server.ts";
import { findSession } from "#app/events/find-events.server.ts";
import { attendeeMessage } from "#app/i18n/refusal-messages.ts";
import type { Translate } from "#app/i18n/translate.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { isId } from "#app/platform/ids.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { type FieldErrors, readSeatCount, type Typed, textOf } from "#app/questions/booking-form.ts";
import { listQuestions } from "#app/questions/questions.server.ts";
import type { ManageIntent, ManageProblem } from "./manage-props.ts";

export interface ManageCall {
  ctx: Ctx;
  booking: BookingDetails;
  typed: Typed;
  locale: string;
  t: Translate;
}

/** What came of a form: undefined where it was carried out. */
type Answer = (ManageProblem & { status: number }) | undefined;

/** Carries out what an attendee asked for; `resend` is told by the door, which knows of mails. */
export async function carryOut(intent: Exclude<ManageIntent, "resend">, call: ManageCall): Promise<Answer> {
  if (intent === "cancel") return cancelWhole(call);
  if (intent === "people") return people(call);
  return intent === "seats" ? seats(call) : move(call);
}

async function cancelWhole({ ctx, booking, t }: ManageCall): Promise<Answer> {
  const cancelled = await cancelAsAttendee(ctx, booking.id);
  // Sent twice, the second time finds it cancelled: that is what was asked for.
  if (cancelled.ok || cancelled.refusal === "INVALID_STATE") return undefined;
  return refused("cancel", { refusal: cancelled.refusal, left: 0 }, booking, t);
}

async function people({ ctx, booking, typed, locale, t }: ManageCall): Promise<Answer> {
  const intent = "people";
  const [questions, places] = await Promise.all([
    listQuestions(ctx, booking.event.id),
    positionsOf(ctx, booking),
  ]);
  const before = await readTyped(ctx, booking, questions, locale);
  const asked = {
    event: booking.event,
    questions,
    places,
    locale,
    country: booking.organization.country,
    before,
  };
  const read = readPeople(typed, knowsGuests(asked) ? asked : { ...asked, places: [0] }, t);
  if ("errors" in read) return invalid(intent, typed, read.errors);
  const refusal = refusalNow(ctx, booking);
  if (refusal) return { ...refused(intent, { refusal, left: 0 }, booking, t), typed };
  const saved = await savePeople(ctx, booking, read.input);
  return saved.ok ? undefined : { ...refused(intent, saved, booking, t), typed };
}

/** Returns why nothing can be changed any more. The engine minds the deadline of seats; here it is minded before anything is asked. */
function refusalNow(ctx: Ctx, booking: BookingDetails): "BOOKING_CLOSED" | "INVALID_STATE" | undefined {
  if (booking.fate !== "confirmed") return "INVALID_STATE";
  return ctx.now >= deadlineOf(booking) ? "BOOKING_CLOSED" : undefined;
}

async function seats(call: ManageCall): Promise<Answer> {
  const intent = "seats";
  const { ctx, booking, typed, t } = call;
  const read = readSeatCount(textOf(typed, "seats"));
  if ("problem" in read) return invalid(intent, typed, { seats: [t(read.problem)] });
  if (read.seats < booking.seats && (await asksWhoGoes(ctx, booking))) return fewer(call, read.seats);
  const changed = await changeSeats(ctx, booking, read.seats);
  return changed.ok ? undefined : { ...refused(intent, changed, booking, t), typed };
}

/** Whether it has to be said whose seats are released. */
async function asksWhoGoes(ctx: Ctx, booking: BookingDetails): Promise<boolean> {
  const [questions, places] = await Promise.all([
    listQuestions(ctx, booking.event.id),
    positionsOf(ctx, booking),
  ]);
  return booking.fate === "confirmed" && knowsGuests({ event: booking.event, questions, places });
}

/** Releases the seats of the guests who were chosen; asks who does not come where they are not as many as the seats. */
async function fewer({ ctx, booking, typed, t }: ManageCall, wanted: number): Promise<Answer> {
  const intent = "seats";
  const refusal = refusalNow(ctx, booking);
  if (refusal) return { ...refused(intent, { refusal, left: 0 }, booking, t), typed };
  const places = await positionsOf(ctx, booking);
  const gone = places.filter((position) => position > 0 && typed[goneField(position)]);
  if (gone.length !== booking.seats - wanted) {
    return { status: statusOf("INVALID_FORM"), intent, typed, wanted };
  }
  const changed = await savePeople(ctx, booking, { names: [], answers: [], asked: [], gone });
  return changed.ok ? undefined : { ...refused(intent, changed, booking, t), typed };
}

async function move({ ctx, booking, typed, t }: ManageCall): Promise<Answer> {
  const intent = "move";
  const id = textOf(typed, "session");
  const session = isId(id) ? await findSession(ctx, booking.event.id, id) : undefined;
  if (!session || booking.sessions.length > 1) {
    return invalid(intent, typed, { session: [t("booking.error.session")] });
  }
  const changed = await moveBooking(ctx, booking, session);
  return changed.ok ? undefined : { ...refused(intent, changed, booking, t), typed };
}

/** Returns why it was not carried out, and that the booking is as it was. */
function refused(
  intent: ManageIntent,
  { refusal, left }: Pick<Extract<Changed, { ok: false }>, "refusal" | "left">,
  { event }: BookingDetails,
  t: Translate,
): NonNullable<Answer> {
  const message = attendeeMessage("managing", refusal, { left, seatNoun: event.seatNoun });
  return {
    status: statusOf(refusal),
    intent,
    title: t(message, { count: left, most: event.maxPerBooking }),
  };
}

function invalid(intent: ManageIntent, typed: Typed, errors: FieldErrors): NonNullable<Answer> {
  return { status: statusOf("INVALID_FORM"), intent, typed, errors };
}
