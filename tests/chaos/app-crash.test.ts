import { expect, test } from "vitest";
import { openBookingForm, sendBookingForm } from "#tests/support/guests.ts";
import { expectSoundLedger } from "#tests/support/ledger-check.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { beside, type Rush, referencesIn, rush, streetOfEachTest } from "./app-shop.ts";
import { serversOn } from "./embedded-postgres-processes.ts";

const street = streetOfEachTest();
const MANY = 100_000;

const promisedBy = (crowd: Rush) =>
  Array.from(crowd.answered.values()).flatMap((each) => each.reference ?? []);
const someAreBooked = (crowd: Rush, count: number) =>
  waitUntil("some bookings", () => promisedBy(crowd).length >= count, 30_000);

test("an app that is killed under a rush has lost no booking that it has confirmed, and the others can be asked again", async () => {
  const { app, slug } = await street.openShop(MANY);
  const form = await openBookingForm(app.url, slug);
  const crowd = rush(form, { guests: MANY, counters: 12 });
  await someAreBooked(crowd, 60);
  await app.stop("SIGKILL");
  await crowd.over;

  const again = await street.start();
  const there = await referencesIn(again);
  expect(there).toEqual(expect.arrayContaining(promisedBy(crowd)));
  // Whoever got no answer was booked or not: nobody else was.
  expect(there.length - promisedBy(crowd).length).toBeLessThanOrEqual(crowd.unanswered.length);
  expect(crowd.unanswered.length).toBeGreaterThan(0);

  // The same form sent again settles it, on the new process as on the old one.
  const moved = { ...form, url: form.url.replace(app.url, again.url) };
  const guests = [...crowd.unanswered, ...Array.from(crowd.answered.keys()).slice(0, 10)];
  for (const email of guests) {
    const { status, reference } = await sendBookingForm(moved, email);
    expect(status).toBe(303);
    expect(reference).toBe(crowd.answered.get(email)?.reference ?? reference);
  }
  expect(await referencesIn(again)).toHaveLength(promisedBy(crowd).length + crowd.unanswered.length);
  await beside(again, ({ db }) => expectSoundLedger(db));
});

test("a database server that is killed under a rush has lost no confirmed booking, and booking goes on by itself", async () => {
  const { app, slug } = await street.openShop(MANY);
  const form = await openBookingForm(app.url, slug);
  const crowd = rush(form, { guests: MANY, counters: 6 });
  await someAreBooked(crowd, 30);
  const before = serversOn(street.dataDir);
  process.kill(before[0] ?? 0, "SIGKILL");
  await waitUntil("another server", () => serversOn(street.dataDir).some((pid) => !before.includes(pid)));
  const sofar = promisedBy(crowd).length;
  await waitUntil("bookings after the crash", () => promisedBy(crowd).length > sofar + 20, 30_000);
  const promised = promisedBy(crowd);
  expect(await referencesIn(app)).toEqual(expect.arrayContaining(promised));
  await app.stop("SIGKILL");
  await crowd.over;
  const again = await street.start();
  await beside(again, ({ db }) => expectSoundLedger(db));
});
