import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { bookSeats } from "#app/checkout/book-seats.server.ts";
import { findEvent, listSessions } from "#app/events/find-events.server.ts";
import { updateEvent } from "#app/events/save-event.server.ts";
import { newToken } from "#app/platform/secrets.ts";
import { localTimeOf } from "#app/platform/time-zone.ts";
import { listQuestions } from "#app/questions/questions.server.ts";
import * as manageRoute from "#app/routes/public/b.$reference.manage.tsx";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { requestRoute, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db);

type QuestionSpec = NonNullable<Parameters<typeof updateEvent>[2]["questions"]>[number];

const MEAL: QuestionSpec = {
  type: "choice",
  label: "Meal",
  hint: "",
  required: true,
  per: "booking",
  options: ["Fish", "Rice"],
};

/** Books a meal, and returns the functions that play the organiser and the guest afterwards. */
async function bookedMeal(meal: string, asked: QuestionSpec = MEAL) {
  const made = await makeEvent(ctx, { questions: [asked] });
  const [question] = await listQuestions(ctx, made.event.id);
  if (!question) throw new Error("the event asks nothing");
  const outcome = await bookSeats(ctx, {
    event: made.event,
    session: made.session,
    seats: 1,
    formToken: newToken(),
    booker: {
      name: "Ada Gest",
      email: "ada@example.org",
      locale: "en",
      answers: [{ questionId: question.id, person: 0, value: asked.type === "choices" ? [meal] : meal }],
    },
  });
  if (!outcome.ok) throw new Error(outcome.refusal);
  const field = `q-${question.id}`;
  const { reference, token, bookingId } = outcome;
  const manage = (form?: Record<string, string>) =>
    requestRoute<{ typed: Record<string, string[]>; problem?: { errors?: object } }>(
      context,
      manageRoute,
      `/b/${reference}/manage?t=${token}`,
      { params: { reference }, form },
    );
  return {
    made,
    field,
    questionId: question.id,
    manage,
    /** Sends the form as the page shows it, but for these fields. */
    correct: async (changes: Record<string, string>) => {
      const { typed } = (await manage()).body;
      const shown = Object.fromEntries(Object.entries(typed).map(([name, [text = ""]]) => [name, text]));
      return manage({ intent: "people", ...shown, ...changes });
    },
    stored: async () => {
      const rows = await db.execute(sql`select value from answers where booking_id = ${bookingId}`);
      const [person] = await db.execute(sql`select name from people where booking_id = ${bookingId}`);
      return { name: person?.name, answers: rows.map((row) => row.value) };
    },
  };
}

async function ask({ event }: MadeEvent, questions: QuestionSpec[]) {
  const now = await findEvent(ctx, event.id);
  const sessions = await listSessions(ctx, event.id, { limit: 10 });
  if (!now) throw new Error("the event is gone");
  const form = sessions.map(({ id, label, startsAt, endsAt }) => ({
    id,
    label,
    capacity: 10,
    startsAt: localTimeOf(startsAt, now.timeZone),
    endsAt: localTimeOf(endsAt, now.timeZone),
  }));
  const saved = await updateEvent(ctx, now, { ...now, stock: "coral", sessions: form, questions });
  expect(saved.ok).toBe(true);
}

test.each(["choice", "choices"] as const)(
  "a guest whose %s was renamed corrects their name, and the answer stays valid and visible",
  async (type) => {
    const booking = await bookedMeal("Fish", { ...MEAL, type });
    await ask(booking.made, [{ ...MEAL, type, id: booking.questionId, options: ["Trout", "Rice"] }]);
    expect((await booking.manage()).body.typed[booking.field]).toEqual(["Fish"]);
    const answer = await booking.correct({ name: "Ada Guest" });
    expect(answer.body.problem?.errors).toBeUndefined();
    expect(answer.status).toBe(303);
    const value = type === "choices" ? ["Fish"] : "Fish";
    expect(await booking.stored()).toEqual({ name: "Ada Guest", answers: [value] });
  },
);

test("an option that is gone can be chosen by nobody else, and today's options by everybody", async () => {
  const booking = await bookedMeal("Fish");
  await ask(booking.made, [{ ...MEAL, id: booking.questionId, options: ["Rice", "Beans", "Soup"] }]);
  const [question] = await listQuestions(ctx, booking.made.event.id);
  const soup = question?.options.find(({ label }) => label === "Soup");
  expect((await booking.correct({ [booking.field]: soup?.id ?? "" })).status).toBe(303);
  expect((await booking.stored()).answers).toEqual(["Soup"]);
  expect((await booking.correct({ [booking.field]: "Fish" })).status).toBe(422);
});

test("a question that has become required since does not keep a name from being corrected", async () => {
  const booking = await bookedMeal("Fish");
  const more: QuestionSpec = { ...MEAL, type: "text", label: "Allergies", options: [] };
  await ask(booking.made, [{ ...MEAL, id: booking.questionId }, more]);
  expect((await booking.correct({ name: "Ada Guest" })).status).toBe(303);
  expect(await booking.stored()).toEqual({ name: "Ada Guest", answers: ["Fish"] });
});

test("an option keeps its id when it is renamed or moved", async () => {
  const { made, questionId } = await bookedMeal("Fish");
  const ids = async () => {
    const [question] = await listQuestions(ctx, made.event.id);
    return Object.fromEntries(question?.options.map(({ id, label }) => [label, id]) ?? []);
  };
  const first = await ids();
  await ask(made, [{ ...MEAL, id: questionId, options: ["Rice", "Fish"] }]);
  expect(await ids()).toEqual(first);
  await ask(made, [{ ...MEAL, id: questionId, options: ["Rice", "Trout"] }]);
  expect(await ids()).toEqual({ Rice: first.Rice, Trout: first.Fish });
  await ask(made, [{ ...MEAL, id: questionId, options: ["Rice", "Trout", "Soup"] }]);
  expect(await ids()).toMatchObject({ Rice: first.Rice, Trout: first.Fish });
});
