import { changePerson } from "#app/booking/commands.server.ts";
import { revokeOtherLinks } from "#app/booking/link-tokens.server.ts";
import { changeEmail } from "#app/booking/people.server.ts";
import { personOf } from "#app/booking/persons.server.ts";
import { OutcomeUnknown, Overloaded } from "#app/booking/refusals.ts";
import type { CommandRefusal } from "#app/i18n/refusal-messages.ts";
import { enqueueCorrected, wasCorrected } from "#app/mail/enqueue.server.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import type { BookingDetails } from "./booking-details.server.ts";
import { revokeTickets } from "./tickets.server.ts";

const CORRECTION_MINUTES = 15;

/** Returns the deadline for correcting the booking's address; undefined if it was corrected before or is too late. */
export async function correctableUntil(ctx: Ctx, booking: BookingDetails): Promise<Date | undefined> {
  const until = new Date(booking.createdAt.getTime() + CORRECTION_MINUTES * 60_000);
  if (booking.fate !== "confirmed" || until <= ctx.now) return undefined;
  return (await wasCorrected(ctx, booking.id)) ? undefined : until;
}

/** Thrown to roll back a correction because another one was first. */
class AlreadyCorrected extends Error {
  override name = "AlreadyCorrected";
}

export interface Correction {
  email: string;
  /** The token of the link through which the correction was requested. */
  token: string;
}

/**
 * Corrects the address of a booking, once, and resends its mail. Revokes the links and ticket codes that the wrong address
 * may have received, except the link with `token`. The seats then count towards the limit of the new address. Refuses with
 * ADDRESS_NOT_CORRECTABLE if the address was corrected before or it is too late, and with TOO_MANY_PER_PERSON if the new
 * address has reached its limit.
 */
export async function correctAddress(
  ctx: Ctx,
  booking: BookingDetails,
  { email, token }: Correction,
): Promise<CommandResult<"ADDRESS_NOT_CORRECTABLE" | CommandRefusal>> {
  const refused = { ok: false, refusal: "ADDRESS_NOT_CORRECTABLE" } as const;
  if (!(await correctableUntil(ctx, booking))) return refused;
  try {
    const outcome = await changePerson(ctx, {
      bookingId: booking.id,
      person: personOf(ctx.signer, email),
      async alsoWrite(tx) {
        // Of two concurrent corrections, the second finds the mail of the first.
        if (!(await enqueueCorrected(tx, booking.id))) throw new AlreadyCorrected();
        await changeEmail(tx, booking.id, email);
        await revokeOtherLinks(tx, booking.id, token);
        await revokeTickets(tx, booking.id, "all");
      },
    });
    return outcome.ok ? { ok: true } : { ok: false, refusal: outcome.refusal };
  } catch (error) {
    if (error instanceof AlreadyCorrected) return refused;
    if (error instanceof Overloaded) return { ok: false, refusal: "OVERLOADED" };
    if (error instanceof OutcomeUnknown) return { ok: false, refusal: "OUTCOME_UNKNOWN" };
    throw error;
  }
}
