import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { openBookingForm, sendBookingForm } from "#tests/support/guests.ts";
import { expectSoundLedger } from "#tests/support/ledger-check.ts";
import { beside, referencesIn, streetOfEachTest } from "./app-shop.ts";

const street = streetOfEachTest();

test("of 200 guests who send the form at once for 10 seats, 10 are booked, 190 are told, and none meets a fault", async () => {
  const { app, made, slug } = await street.openShop(10);
  const form = await openBookingForm(app.url, slug);
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, index) => sendBookingForm(form, `guest${index}@example.org`)),
  );
  expect(answers.map((each) => each.status).sort()).toEqual([
    ...Array(10).fill(303),
    ...Array(190).fill(409),
  ]);
  for (const answer of answers.filter((each) => each.status === 409)) {
    expect(answer.text).toContain("Someone booked the last seat a moment ago. Nothing was booked for you.");
  }
  const promised = answers.flatMap((each) => each.reference ?? []);
  expect((await referencesIn(app)).sort()).toEqual(promised.sort());
  await beside(app, async ({ db }) => {
    const [row] = await db.execute(sql`select booked::int from resources where id = ${made.session.id}`);
    expect(row?.booked).toBe(10);
    await expectSoundLedger(db);
  });
});

test("two instances on one data folder sell each seat once, and the second lives on when the first is killed", async () => {
  const { app: first, slug } = await street.openShop(20);
  const second = await street.start();
  const forms = await Promise.all([first, second].map((app) => openBookingForm(app.url, slug)));
  const answers = await Promise.all(
    forms.flatMap((form, instance) =>
      Array.from({ length: 15 }, (_, index) =>
        sendBookingForm(form, `guest${instance}-${index}@example.org`),
      ),
    ),
  );
  expect(answers.filter((each) => each.status === 303)).toHaveLength(20);
  expect(answers.filter((each) => each.status === 409)).toHaveLength(10);
  await first.stop("SIGKILL");
  expect(await referencesIn(second)).toHaveLength(20);
  expect((await openBookingForm(second.url, slug)).url).toContain(second.url);
  await beside(second, ({ db }) => expectSoundLedger(db));
});
