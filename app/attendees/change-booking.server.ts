import { and, eq, inArray, sql } from "drizzle-orm";
import { change } from "#app/booking/commands.server.ts";
import { OutcomeUnknown, Overloaded, type RefusalCode } from "#app/booking/refusals.ts";
import { claimsOf, refusedOf } from "#app/events/claims.ts";
import type { Session } from "#app/events/event.ts";
import { type Ctx, transact } from "#app/platform/ctx.ts";
import { answers, people } from "#db/schema/index.ts";
import type { BookingDetails } from "./booking-details.server.ts";
import type { PeopleInput } from "./people-form.ts";
import { revokeTickets } from "./tickets.server.ts";

export type Changed =
  | { ok: true }
  /** `left` is how many more there were. The booking is as it was. */
  | { ok: false; refusal: RefusalCode | "busy" | "unknown"; left: number };

/** Gives a booking another number of seats in all of its sessions. Refuses as `change` of the engine does. */
export function changeSeats(ctx: Ctx, booking: BookingDetails, seats: number): Promise<Changed> {
  return changeTo(ctx, booking, booking.sessions, seats);
}

/** Moves a booking to another session of its event, all of it or nothing. Refuses as `change` of the engine does. */
export function moveBooking(ctx: Ctx, booking: BookingDetails, session: Session): Promise<Changed> {
  return changeTo(ctx, booking, [session], booking.seats);
}

async function changeTo(
  ctx: Ctx,
  booking: BookingDetails,
  sessions: Session[],
  seats: number,
): Promise<Changed> {
  const claims = sessions.flatMap((session) => claimsOf(session, seats));
  try {
    const outcome = await change(ctx, { bookingId: booking.id, byAttendee: true, claims });
    if (outcome.ok) return { ok: true };
    const refused = refusedOf(outcome);
    return { ok: false, refusal: refused.refusal, left: refused.remaining };
  } catch (error) {
    if (error instanceof Overloaded) return { ok: false, refusal: "busy", left: 0 };
    if (error instanceof OutcomeUnknown) return { ok: false, refusal: "unknown", left: 0 };
    throw error;
  }
}

/**
 * Keeps names and answers, and gives back the seats of those who do not come. The seats go first: where they are refused,
 * nothing is kept.
 */
export async function savePeople(ctx: Ctx, booking: BookingDetails, input: PeopleInput): Promise<Changed> {
  const gone = input.gone;
  if (gone.length > 0) {
    const changed = await changeSeats(ctx, booking, booking.seats - gone.length);
    if (!changed.ok) return changed;
  }
  await transact(ctx, async (tx) => {
    if (gone.length > 0) await forgetPeople(tx, booking.id, gone);
    await writePeople(tx, booking, input);
    await writeAnswers(tx, booking.id, input);
  });
  return { ok: true };
}

/** Their names, their answers and their codes. */
async function forgetPeople(ctx: Ctx, bookingId: string, positions: number[]): Promise<void> {
  const { organizationId, db } = ctx;
  await db
    .delete(people)
    .where(
      and(
        eq(people.organizationId, organizationId),
        eq(people.bookingId, bookingId),
        inArray(people.position, positions),
      ),
    );
  await db
    .delete(answers)
    .where(
      and(
        eq(answers.organizationId, organizationId),
        eq(answers.bookingId, bookingId),
        inArray(answers.person, positions),
      ),
    );
  await revokeTickets(ctx, bookingId, positions);
}

async function writePeople(ctx: Ctx, booking: BookingDetails, input: PeopleInput): Promise<void> {
  const { organizationId, db } = ctx;
  if (input.names.length === 0) return;
  await db
    .insert(people)
    .values(
      input.names.map(({ position, name }) => ({
        organizationId,
        bookingId: booking.id,
        position,
        name,
        locale: booking.person.locale,
        // Overwritten by nothing: only the name of a row that is there changes.
        email: position === 0 ? booking.person.email : null,
      })),
    )
    .onConflictDoUpdate({
      target: [people.organizationId, people.bookingId, people.position],
      set: { name: sql`excluded.name` },
    });
}

async function writeAnswers(ctx: Ctx, bookingId: string, { asked, answers: given }: PeopleInput) {
  const { organizationId, db } = ctx;
  for (const { questionId, person } of asked) {
    await db
      .delete(answers)
      .where(
        and(
          eq(answers.organizationId, organizationId),
          eq(answers.bookingId, bookingId),
          eq(answers.questionId, questionId),
          eq(answers.person, person),
        ),
      );
  }
  if (given.length === 0) return;
  await db
    .insert(answers)
    .values(given.map((answer) => ({ organizationId, bookingId, ...answer })))
    .onConflictDoUpdate({
      target: [answers.organizationId, answers.bookingId, answers.person, answers.questionId],
      set: { value: sql`excluded.value` },
    });
}
