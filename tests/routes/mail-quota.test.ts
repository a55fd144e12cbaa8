import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { bookSeats } from "#app/checkout/book-seats.server.ts";
import { emptyOutbox } from "#app/jobs/empty-outbox.server.ts";
import { sendDueMails } from "#app/notifications/relay.server.ts";
import type { MailMessage } from "#app/platform/mail.ts";
import { newToken } from "#app/platform/secrets.ts";
import * as manageRoute from "#app/routes/public/b.$reference.manage.tsx";
import { makeOrganization, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { requestRoute, TEST_ORIGIN, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db);

const sent: MailMessage[] = [];
const relay = {
  db,
  mail: { ...context.mail, send: async (mail: MailMessage) => void sent.push(mail) },
  origin: TEST_ORIGIN,
  signer: testSigner,
  sender: "bookings@reservo.test",
  log: context.log,
};

/** Sends all that is due, as the scheduled job does, and returns the addresses that got one. */
async function relayed(): Promise<string[]> {
  sent.length = 0;
  while ((await emptyOutbox(db)) > 0);
  while ((await sendDueMails(relay)) > 0);
  return sent.map((mail) => mail.to);
}

async function bookAs({ event, session }: MadeEvent, email: string, seats = 1) {
  const booker = { name: "Ada Guest", email, locale: "en", guests: [] };
  const booked = await bookSeats(ctx, { event, session, seats, formToken: newToken(), booker });
  if (!booked.ok) throw new Error(booked.refusal);
  return booked;
}

const later = (minutes: number) =>
  db.execute(sql`
    update mails set due_at = due_at - make_interval(mins => ${minutes}),
      settled_at = settled_at - make_interval(mins => ${minutes})
    where organization_id = ${ctx.organizationId}`);

test("one address gets at most six mails an hour of one event, the others when the hour has room, and nobody else waits", async () => {
  const made = await makeEvent(ctx, { capacity: 100 });
  const another = await makeEvent(ctx);
  for (let each = 0; each < 10; each++)
    await bookAs(made, each % 2 ? "Victim@example.org" : "victim@example.org");
  await bookAs(made, "ben@example.org");
  await bookAs(another, "victim@example.org");
  const first = await relayed();
  const toVictim = (list: string[]) => list.filter((to) => to.toLowerCase() === "victim@example.org").length;
  expect([toVictim(first), first.length]).toEqual([7, 8]);
  await later(59);
  expect(await relayed()).toEqual([]);
  await later(2);
  expect(toVictim(await relayed())).toBe(4);
  await later(120);
  expect(await relayed()).toEqual([]);
});

interface Managed {
  problem?: { title: string; typed: Record<string, string[]> };
}

test("changes of a booking within two minutes are one mail, which says how it is then", async () => {
  const made = await makeEvent(ctx, { guestNames: "none" });
  const { reference, token } = await bookAs(made, "ada@example.org");
  expect(await relayed()).toEqual(["ada@example.org"]);
  const manage = (form: Record<string, string>) =>
    requestRoute<Managed>(context, manageRoute, `/b/${reference}/manage?t=${token}`, {
      params: { reference },
      form,
    });
  for (const seats of ["2", "3", "4", "2"]) {
    expect((await manage({ intent: "seats", seats })).status).toBe(303);
    expect(await relayed()).toEqual([]);
  }
  await later(2);
  expect(await relayed()).toEqual(["ada@example.org"]);
  expect(sent[0]?.text).toContain("2 seats");
  // A change that a cancelling follows at once needs no mail of its own.
  await manage({ intent: "seats", seats: "3" });
  while ((await emptyOutbox(db)) > 0);
  await manage({ intent: "cancel" });
  expect(await relayed()).toEqual(["ada@example.org"]);
  expect(sent[0]?.text).toContain("cancelled");
  await later(3);
  expect(await relayed()).toEqual([]);
});

test("one booking is changed at most twenty times a minute, and what was typed then is kept", async () => {
  const limited = await testContext(db, { rateLimits: true });
  const made = await makeEvent(ctx, { guestNames: "none" });
  const { reference, token } = await bookAs(made, "cy@example.org");
  const statuses: number[] = [];
  for (let each = 0; each < 21; each++) {
    const answer = await requestRoute<Managed>(limited, manageRoute, `/b/${reference}/manage?t=${token}`, {
      params: { reference },
      form: { intent: "seats", seats: String(1 + (each % 2)) },
    });
    statuses.push(answer.status);
    if (each === 20) {
      expect(answer.body.problem).toMatchObject({
        title: expect.stringContaining("Try again in"),
        typed: { seats: ["1"] },
      });
    }
  }
  expect(statuses).toEqual([...Array<number>(20).fill(303), 429]);
});
