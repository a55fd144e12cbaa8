import { and, eq, inArray, sql } from "drizzle-orm";
import type { TxCtx } from "#app/platform/ctx.ts";
import { answers, people } from "#db/schema/index.ts";

/** Who books, as far as a new row of `people` needs it. Position 0 is who booked, from 1 their guests. */
export interface Booker {
  email: string;
  locale: string;
}

export interface GivenAnswer {
  questionId: string;
  /** 0 for the booking and for who books, from 1 for a guest. */
  person: number;
  value: unknown;
}

/** Changes the address of who booked. */
export async function changeEmail(tx: TxCtx, bookingId: string, email: string): Promise<void> {
  await tx.tx
    .update(people)
    .set({ email })
    .where(and(ofBooking(tx, bookingId), eq(people.position, 0)));
}

/** Deletes the names and the answers of guests who do not come. */
export async function deletePeople(tx: TxCtx, bookingId: string, positions: number[]): Promise<void> {
  await tx.tx.delete(people).where(and(ofBooking(tx, bookingId), inArray(people.position, positions)));
  await tx.tx.delete(answers).where(and(answersOf(tx, bookingId), inArray(answers.person, positions)));
}

/** Stores names; of a person who is known already the name alone changes. */
export async function saveNames(
  tx: TxCtx,
  bookingId: string,
  booker: Booker,
  names: { position: number; name: string }[],
): Promise<void> {
  if (names.length === 0) return;
  const { organizationId } = tx;
  const { locale, email } = booker;
  await tx.tx
    .insert(people)
    .values(
      names.map(({ position, name }) => ({
        organizationId,
        bookingId,
        position,
        name,
        locale,
        email: position === 0 ? email : null,
      })),
    )
    .onConflictDoUpdate({
      target: [people.organizationId, people.bookingId, people.position],
      set: { name: sql`excluded.name` },
    });
}

/** Stores the answers to the questions that were asked; one that was asked and is not given is deleted. */
export async function saveAnswers(
  tx: TxCtx,
  bookingId: string,
  asked: Pick<GivenAnswer, "questionId" | "person">[],
  given: GivenAnswer[],
): Promise<void> {
  for (const { questionId, person } of asked) {
    await tx.tx
      .delete(answers)
      .where(and(answersOf(tx, bookingId), eq(answers.questionId, questionId), eq(answers.person, person)));
  }
  if (given.length === 0) return;
  const { organizationId } = tx;
  await tx.tx
    .insert(answers)
    .values(given.map((answer) => ({ organizationId, bookingId, ...answer })))
    .onConflictDoUpdate({
      target: [answers.organizationId, answers.bookingId, answers.person, answers.questionId],
      set: { value: sql`excluded.value` },
    });
}

const ofBooking = (tx: TxCtx, bookingId: string) =>
  and(eq(people.organizationId, tx.organizationId), eq(people.bookingId, bookingId));

const answersOf = (tx: TxCtx, bookingId: string) =>
  and(eq(answers.organizationId, tx.organizationId), eq(answers.bookingId, bookingId));
