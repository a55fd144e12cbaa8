import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { book, cancel, change, confirm, hold } from "#app/booking/commands.server.ts";
import type { Attachment } from "#app/booking/request.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { hashToken } from "#app/platform/secrets.ts";
import { makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { bookingOf, times } from "./outcomes.ts";

const { db } = await testDatabase();

const [FOOD, SHIRT] = [randomUUID(), randomUUID()];
const ROBIN = { name: "Robin", email: "robin@example.org", locale: "de" };
const attribution = { utm_source: "newsletter", page: "https://example.org/courses" };

async function everything(token: string): Promise<Attachment> {
  return {
    person: ROBIN,
    guests: [
      { name: "Kim", locale: "de" },
      { name: 'Sam, "the\\ NULL"', email: "sam@example.org", locale: "fr" },
    ],
    answers: [
      { questionId: FOOD, value: ["vegan", "no nuts"] },
      { person: 2, questionId: SHIRT, value: "L" },
    ],
    linkTokenHash: hashToken(token),
    source: "embed",
    metadata: { order: "A-17", nested: { yes: true } },
    attribution,
  };
}

/** What is stored with a booking. */
async function storedWith(ctx: Ctx, bookingId: string) {
  const own = sql`organization_id = ${ctx.organizationId} and`;
  const [booking] = await db.execute(sql`
    select source, metadata, attribution from bookings where ${own} id = ${bookingId}`);
  const people = await db.execute(sql`
    select position::int, name, email, locale from people where ${own} booking_id = ${bookingId} order by position`);
  const answers = await db.execute(sql`
    select person::int, question_id, value from answers where ${own} booking_id = ${bookingId} order by person`);
  const [links] = await db.execute(sql`
    select count(*)::int as number from link_tokens where ${own} booking_id = ${bookingId}`);
  return { ...booking, people: [...people], answers: [...answers], links: links?.number };
}

const ALL = {
  source: "embed",
  metadata: { order: "A-17", nested: { yes: true } },
  attribution,
  people: [
    { position: 0, ...ROBIN },
    { position: 1, name: "Kim", email: null, locale: "de" },
    { position: 2, name: 'Sam, "the\\ NULL"', email: "sam@example.org", locale: "fr" },
  ],
  answers: [
    { person: 0, question_id: FOOD, value: ["vegan", "no nuts"] },
    { person: 2, question_id: SHIRT, value: "L" },
  ],
  links: 1,
};

test.each([
  ["book", book],
  ["hold", hold],
] as const)("what comes with %s is stored with the booking, and shown in the answer", async (word, take) => {
  const ctx = await makeOrganization(db);
  const claims = [{ resourceId: await makeResource(ctx), quantity: 3 }];
  const outcome = await take(ctx, { claims, clientId: "c", attachment: await everything(word) });
  expect(bookingOf(outcome)).toMatchObject({ source: "embed", metadata: ALL.metadata });
  expect(await storedWith(ctx, bookingOf(outcome).id)).toEqual(ALL);
});

test("who books may be told when a hold is confirmed, and what was known before stays", async () => {
  const ctx = await makeOrganization(db);
  const claims = [{ resourceId: await makeResource(ctx), quantity: 3 }];
  const attachment = { source: "page", attribution };
  const held = bookingOf(await hold(ctx, { claims, clientId: "c", attachment }));
  expect(await storedWith(ctx, held.id)).toMatchObject({ source: "page", metadata: null, people: [] });
  const { source, attribution: _, ...details } = await everything("confirmed");
  const confirmed = await confirm(ctx, { bookingId: held.id, attachment: details });
  expect(bookingOf(confirmed)).toMatchObject({ source: "page", metadata: ALL.metadata });
  expect(await storedWith(ctx, held.id)).toEqual({ ...ALL, source: "page" });
});

test("what comes later takes the place of what was there, person by person and question by question", async () => {
  const ctx = await makeOrganization(db);
  const resourceId = await makeResource(ctx);
  const claims = [{ resourceId, quantity: 3 }];
  const first = await book(ctx, { claims, clientId: "c", attachment: await everything("later") });
  const { id: bookingId } = bookingOf(first);
  const attachment: Attachment = {
    person: { ...ROBIN, name: "Robin Example" },
    answers: [{ questionId: FOOD, value: ["everything"] }],
    metadata: { order: "B-1" },
  };
  const fewer = [{ resourceId, quantity: 2 }];
  await change(ctx, { bookingId, claims: fewer, attachment });
  expect(await storedWith(ctx, bookingId)).toEqual({
    ...ALL,
    metadata: { order: "B-1" },
    people: [{ ...ALL.people[0], name: "Robin Example" }, ...ALL.people.slice(1)],
    answers: [{ ...ALL.answers[0], value: ["everything"] }, ...ALL.answers.slice(1)],
  });
});

test("what comes with a refused command is not stored", async () => {
  const ctx = await makeOrganization(db);
  const claims = [{ resourceId: await makeResource(ctx), quantity: 3 }];
  const { id: bookingId } = bookingOf(await book(ctx, { claims, clientId: "c" }));
  await cancel(ctx, { bookingId });
  const attachment = await everything("refused");
  expect(await cancel(ctx, { bookingId, attachment })).toMatchObject({ ok: false });
  const nothing = { source: null, metadata: null, attribution: null, people: [], answers: [], links: 0 };
  expect(await storedWith(ctx, bookingId)).toEqual(nothing);
});

test("many holds that are confirmed together each keep their own details", async () => {
  const ctx = await makeOrganization(db);
  const claims = [{ resourceId: await makeResource(ctx, { capacity: 40 }), quantity: 1 }];
  const held = await times(40, async () => bookingOf(await hold(ctx, { claims, clientId: "c" })));
  await times(40, (index) => {
    const person = { name: `Guest ${index}`, email: `${index}@example.org`, locale: "en" };
    const metadata = index % 2 ? { index } : undefined;
    return confirm(ctx, { bookingId: held[index]?.id ?? "", attachment: { person, metadata } });
  });
  for (const [index, { id }] of held.entries()) {
    const metadata = index % 2 ? { index } : null;
    expect(await storedWith(ctx, id)).toMatchObject({ metadata, people: [{ name: `Guest ${index}` }] });
  }
});
