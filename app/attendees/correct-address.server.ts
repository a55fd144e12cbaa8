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

const MINUTES = 15;

/** Until when this booking's address can be put right; undefined where it was before, or is too late. */
export async function correctableUntil(ctx: Ctx, booking: BookingDetails): Promise<Date | undefined> {
  const until = new Date(booking.createdAt.getTime() + MINUTES * 60_000);
  if (booking.fate !== "confirmed" || until <= ctx.now) return undefined;
  return (await wasCorrected(ctx, booking.id)) ? undefined : until;
}

/** Rolls a correction back where another one came first. */
class AlreadyCorrected extends Error {
  override name = "AlreadyCorrected";
}

export interface Correction {
  email: string;
  /** The link's token by which it is asked for. */
  token: string;
}

/**
 * Puts the address of a booking right, once, and sends its mail again. What the wrong address may have received lets
 * nobody in any more: its links and its codes; `token`, by which this was asked for, still does. The seats count for the right
 * address from then on, and no longer for the wrong one. Refuses with ADDRESS_NOT_CORRECTABLE where the address was put right
 * before, or it is too late, and with TOO_MANY_PER_PERSON where the right address has booked as much as one person may.
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
        // Sent twice at once, the second finds the mail of the first.
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
