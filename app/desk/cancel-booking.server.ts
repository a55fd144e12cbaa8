import { cancel } from "#app/booking/commands.server.ts";
import { Overloaded, type RefusalCode } from "#app/booking/refusals.ts";
import { sendCancelMail, withholdCancelMail } from "#app/mail/enqueue.server.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import type { BookingRecord } from "./booking-record.server.ts";

/**
 * Cancels a booking for its organiser; the guest gets a mail unless `notify` is false. Refuses as `cancel` of the
 * engine does; what was decided about the mail of a booking that was cancelled before stays. Throws as `cancel` of the engine does.
 */
export async function cancelBooking(
  ctx: Ctx,
  { booking }: BookingRecord,
  { notify }: { notify: boolean },
): Promise<CommandResult<RefusalCode>> {
  const isActive = booking.fate === "confirmed";
  if (isActive) {
    // Before the booking is cancelled, since the mail may be sent a moment after. An earlier attempt whose outcome was
    // unknown may have decided otherwise.
    if (notify) await sendCancelMail(ctx, booking.id);
    else await withholdCancelMail(ctx, booking.id);
  }
  try {
    const outcome = await cancel(ctx, { bookingId: booking.id, byAttendee: false });
    if (!outcome.ok && isActive) await sendCancelMail(ctx, booking.id);
    return outcome.ok ? { ok: true } : { ok: false, refusal: outcome.refusal };
  } catch (error) {
    if (error instanceof Overloaded && isActive) await sendCancelMail(ctx, booking.id);
    throw error;
  }
}
