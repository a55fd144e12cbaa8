import { change } from "#app/booking/commands.server.ts";
import { deletePeople, saveAnswers, saveNames } from "#app/booking/people.server.ts";
import { OutcomeUnknown, Overloaded, type RefusalCode } from "#app/booking/refusals.ts";
import { lineOf, refusedOf } from "#app/events/claims.ts";
import type { Session } from "#app/events/event.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import { type Ctx, type TxCtx, transact } from "#app/platform/ctx.ts";
import type { BookingDetails } from "./booking-details.server.ts";
import type { PeopleInput } from "./people-form.ts";
import { revokeTickets } from "./tickets.server.ts";

/** The result of a change. `left` is the remaining capacity. A refused change leaves the booking unchanged. */
export type Changed = CommandResult<RefusalCode | "OVERLOADED" | "OUTCOME_UNKNOWN", object, { left: number }>;

/** Changes the number of seats in all sessions of a booking. Refuses as `change` of the engine does. */
export function changeSeats(ctx: Ctx, booking: BookingDetails, seats: number): Promise<Changed> {
  return changeTo(ctx, booking, { sessions: booking.sessions, seats });
}

/** Moves a booking to another session of its event, all or nothing. Refuses as `change` of the engine does. */
export function moveBooking(ctx: Ctx, booking: BookingDetails, session: Session): Promise<Changed> {
  return changeTo(ctx, booking, { sessions: [session], seats: booking.seats });
}

/**
 * Moves a booking to another session of its event for an organiser, even after the guests' deadline. Refuses and throws as
 * `change` of the engine does.
 */
export async function moveAsOrganiser(
  ctx: Ctx,
  booking: Pick<BookingDetails, "id" | "seats">,
  session: Session,
): Promise<CommandResult<RefusalCode>> {
  const lines = [lineOf(session, booking.seats)];
  const outcome = await change(ctx, { bookingId: booking.id, lines });
  return outcome.ok ? { ok: true } : { ok: false, refusal: outcome.refusal };
}

interface ChangeRequest {
  sessions: Session[];
  seats: number;
  /** Writes data that must commit together with the change, in its transaction. */
  alsoWrite?: (tx: TxCtx) => Promise<void>;
}

async function changeTo(
  ctx: Ctx,
  booking: BookingDetails,
  { sessions, seats, alsoWrite }: ChangeRequest,
): Promise<Changed> {
  const lines = sessions.map((session) => lineOf(session, seats));
  try {
    const outcome = await change(ctx, { bookingId: booking.id, lines, alsoWrite });
    if (outcome.ok) return { ok: true };
    const refused = refusedOf(outcome);
    return { ok: false, refusal: refused.refusal, left: refused.remaining };
  } catch (error) {
    if (error instanceof Overloaded) return { ok: false, refusal: "OVERLOADED", left: 0 };
    if (error instanceof OutcomeUnknown) return { ok: false, refusal: "OUTCOME_UNKNOWN", left: 0 };
    throw error;
  }
}

/**
 * Saves names and answers, and frees the seats of removed guests, in one transaction. Refuses as `change` of the engine
 * does; nothing is saved then.
 */
export async function savePeople(ctx: Ctx, booking: BookingDetails, input: PeopleInput): Promise<Changed> {
  const { removedGuests } = input;
  const write = async (tx: TxCtx) => {
    if (removedGuests.length > 0) {
      await deletePeople(tx, booking.id, removedGuests);
      await revokeTickets(tx, booking.id, removedGuests);
    }
    await saveNames(tx, booking.id, booking.person, input.names);
    await saveAnswers(tx, booking.id, input.changedQuestions, input.answers);
  };
  if (removedGuests.length > 0) {
    const { sessions, seats } = booking;
    return changeTo(ctx, booking, { sessions, seats: seats - removedGuests.length, alsoWrite: write });
  }
  await transact(ctx, write);
  return { ok: true };
}
