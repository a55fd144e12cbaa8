import { expect, test } from "vitest";
import { bookSeats } from "#app/checkout/book-seats.server.ts";
import { transact } from "#app/platform/ctx.ts";
import { newId } from "#app/platform/ids.ts";
import { newToken } from "#app/platform/secrets.ts";
import type { QuestionInput } from "#app/questions/question-form.ts";
import { listQuestions } from "#app/questions/questions.server.ts";
import { saveQuestions } from "#app/questions/save-questions.server.ts";
import { guestOf } from "#tests/support/booking-flow.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { takeDueMails } from "#tests/support/relay.ts";
import { testContext } from "#tests/support/remix.ts";

// What somebody types about a booking is mailed to the address that they typed, which may be somebody else's.

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db);

const LURE = "Claim 500 EUR at evil.example";

test("nothing that a stranger typed is a link in a mail: names are none, answers and metadata are not in it", async () => {
  const made = await makeEvent(ctx, { codePer: "guest" });
  const question: QuestionInput = {
    type: "text",
    label: "Club",
    hint: "",
    required: false,
    per: "booking",
    options: [],
  };
  await transact(ctx, (tx) => saveQuestions(tx, made.event.id, [{ ...question, id: newId() }]));
  const [asked] = await listQuestions(ctx, made.event.id);
  const booked = await bookSeats(ctx, {
    event: made.event,
    session: made.session,
    seats: 2,
    formToken: newToken(),
    source: LURE,
    metadata: { plan: "https://metadata.example" },
    booker: {
      name: LURE,
      email: "victim@example.org",
      locale: "en",
      guests: [LURE],
      answers: [{ questionId: asked?.id ?? "", person: 0, value: "https://answer.example" }],
    },
  });
  expect(booked.ok).toBe(true);
  const [mail] = await takeDueMails(context);
  const all = JSON.stringify(mail);
  expect(mail?.to).toBe("victim@example.org");
  expect(mail?.text).toContain("Claim 500 EUR at evil.\u2060example");
  for (const link of ["evil.example", "metadata.example", "answer.example"]) expect(all).not.toContain(link);
});

test.each([
  "Claim 500 EUR: https://evil.example/x",
  "evil.example/x",
  "ｗｗｗ．evil.example",
  "xn--e1-x.example",
])(
  "a form with the name %s books nothing, and says why at the field of who books and of who comes along",
  async (lure) => {
    const made = await makeEvent(ctx);
    const guest = guestOf(context, made);
    const { location = "" } = await guest.begin(2);
    const refused = await guest.send(location, { name: lure, "guest-1": lure });
    expect(refused.status).toBe(422);
    const words = ["Enter a name. It must not look like a web address."];
    expect(refused.body.errors).toEqual({ name: words, "guest-1": words });
    expect(refused.body.typed).toMatchObject({ name: [lure] });
  },
);
