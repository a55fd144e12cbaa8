import type { BookingDetails } from "#app/attendees/booking-details.server.ts";
import { type Changed, changeSeats, moveBooking, savePeople } from "#app/attendees/change-booking.server.ts";
import { deadlineOf, readTyped } from "#app/attendees/manage-booking.server.ts";
import { hasGuestFields, readPeople, removedField } from "#app/attendees/people-form.ts";
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

export interface ManageRequest {
  ctx: Ctx;
  booking: BookingDetails;
  typed: Typed;
  locale: string;
  t: Translate;
}

/** The problem and status of a refused form; undefined on success. */
type ManageResult = (ManageProblem & { status: number }) | undefined;

/** Runs an attendee's change of a booking. The route handles `resend`, as this module does not depend on mails. */
export async function changeAsAttendee(
  intent: Exclude<ManageIntent, "resend">,
  request: ManageRequest,
): Promise<ManageResult> {
  if (intent === "cancel") return cancel(request);
  if (intent === "people") return people(request);
  return intent === "seats" ? seats(request) : move(request);
}

async function cancel({ ctx, booking, t }: ManageRequest): Promise<ManageResult> {
  const cancelled = await cancelAsAttendee(ctx, booking.id);
  // A form sent twice finds the booking cancelled already, which is a success.
  if (cancelled.ok || cancelled.refusal === "INVALID_STATE") return undefined;
  return refused("cancel", { refusal: cancelled.refusal, left: 0 }, booking, t);
}

async function people({ ctx, booking, typed, locale, t }: ManageRequest): Promise<ManageResult> {
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
  const read = readPeople(typed, hasGuestFields(asked) ? asked : { ...asked, places: [0] }, t);
  if ("errors" in read) return invalid(intent, typed, read.errors);
  const refusal = refusalNow(ctx, booking);
  if (refusal) return { ...refused(intent, { refusal, left: 0 }, booking, t), typed };
  const saved = await savePeople(ctx, booking, read.input);
  return saved.ok ? undefined : { ...refused(intent, saved, booking, t), typed };
}

/** Returns why the booking cannot be changed any more. The engine checks the deadline only when seats change. */
function refusalNow(ctx: Ctx, booking: BookingDetails): "BOOKING_CLOSED" | "INVALID_STATE" | undefined {
  if (booking.fate !== "confirmed") return "INVALID_STATE";
  return ctx.now >= deadlineOf(booking) ? "BOOKING_CLOSED" : undefined;
}

async function seats(request: ManageRequest): Promise<ManageResult> {
  const intent = "seats";
  const { ctx, booking, typed, t } = request;
  const read = readSeatCount(textOf(typed, "seats"));
  if ("problem" in read) return invalid(intent, typed, { seats: [t(read.problem)] });
  if (read.seats < booking.seats && (await needsChosenGuests(ctx, booking)))
    return releaseSeats(request, read.seats);
  const changed = await changeSeats(ctx, booking, read.seats);
  return changed.ok ? undefined : { ...refused(intent, changed, booking, t), typed };
}

/** Returns whether the attendee has to choose the guests whose seats are released. */
async function needsChosenGuests(ctx: Ctx, booking: BookingDetails): Promise<boolean> {
  const [questions, places] = await Promise.all([
    listQuestions(ctx, booking.event.id),
    positionsOf(ctx, booking),
  ]);
  return booking.fate === "confirmed" && hasGuestFields({ event: booking.event, questions, places });
}

/** Releases the chosen guests' seats; asks for the guests if their number is not the number of released seats. */
async function releaseSeats(
  { ctx, booking, typed, t }: ManageRequest,
  wanted: number,
): Promise<ManageResult> {
  const intent = "seats";
  const refusal = refusalNow(ctx, booking);
  if (refusal) return { ...refused(intent, { refusal, left: 0 }, booking, t), typed };
  const places = await positionsOf(ctx, booking);
  const gone = places.filter((position) => position > 0 && typed[removedField(position)]);
  if (gone.length !== booking.seats - wanted) {
    return { status: statusOf("INVALID_FORM"), intent, typed, wanted };
  }
  const changed = await savePeople(ctx, booking, {
    names: [],
    answers: [],
    changedQuestions: [],
    removedGuests: gone,
  });
  return changed.ok ? undefined : { ...refused(intent, changed, booking, t), typed };
}

async function move({ ctx, booking, typed, t }: ManageRequest): Promise<ManageResult> {
  const intent = "move";
  const id = textOf(typed, "session");
  const session = isId(id) ? await findSession(ctx, booking.event.id, id) : undefined;
  if (!session || booking.sessions.length > 1) {
    return invalid(intent, typed, { session: [t("booking.error.session")] });
  }
  const changed = await moveBooking(ctx, booking, session);
  return changed.ok ? undefined : { ...refused(intent, changed, booking, t), typed };
}

/** Returns the problem of a refused change. */
function refused(
  intent: ManageIntent,
  { refusal, left }: Pick<Extract<Changed, { ok: false }>, "refusal" | "left">,
  { event }: BookingDetails,
  t: Translate,
): NonNullable<ManageResult> {
  const message = attendeeMessage("managing", refusal, { left, seatNoun: event.seatNoun });
  return {
    status: statusOf(refusal),
    intent,
    title: t(message, { count: left, most: event.maxPerBooking }),
  };
}

function invalid(intent: ManageIntent, typed: Typed, errors: FieldErrors): NonNullable<ManageResult> {
  return { status: statusOf("INVALID_FORM"), intent, typed, errors };
}
