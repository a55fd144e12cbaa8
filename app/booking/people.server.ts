import { and, eq, inArray, sql } from "drizzle-orm";
import type { TxCtx } from "#app/platform/ctx.ts";
import { answers, people } from "#db/schema/index.ts";

/** The person who books, for a new row of `people`. Position 0 is that person, 1 and up are the guests. */
export interface Booker {
  email: string;
  locale: string;
}

export interface GivenAnswer {
  questionId: string;
  /** 0 for the booking and the person who books, 1 and up for guests. */
  person: number;
  value: unknown;
}

/** Changes the email address of the person who booked. */
export async function changeEmail(tx: TxCtx, bookingId: string, email: string): Promise<void> {
  await tx.tx
    .update(people)
    .set({ email })
    .where(and(ofBooking(tx, bookingId), eq(people.position, 0)));
}

/** Deletes the names and answers of guests who were removed. */
export async function deletePeople(tx: TxCtx, bookingId: string, positions: number[]): Promise<void> {
  await tx.tx.delete(people).where(and(ofBooking(tx, bookingId), inArray(people.position, positions)));
  await tx.tx.delete(answers).where(and(answersOf(tx, bookingId), inArray(answers.person, positions)));
}

/** Stores names. For a person with a row, only the name changes. */
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

/** Stores the answers to the questions in `asked`. Deletes the stored answer to a question that has none in `given`. */
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
