import { expect, test } from "vitest";
import { rush, streetOfEachTest } from "#tests/chaos/app-shop.ts";
import { openBookingForm } from "#tests/support/guests.ts";
import { waitUntil } from "#tests/support/wait-until.ts";

const street = streetOfEachTest();

test("SIGTERM under a rush ends the app within 10 s, and its second start is ready within 5 s", async () => {
  const { app, slug } = await street.openShop(100_000);
  const crowd = rush(await openBookingForm(app.url, slug), { guests: 100_000, counters: 12 });
  await waitUntil("some bookings", () => crowd.answered.size > 40, 30_000);
  const signalledAt = performance.now();
  expect(await app.stop("SIGTERM")).toEqual({ code: 0, signal: null });
  expect(performance.now() - signalledAt).toBeLessThan(10_000);
  await street.databaseEnded();
  await crowd.over;

  const startedAt = performance.now();
  await street.start();
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});
