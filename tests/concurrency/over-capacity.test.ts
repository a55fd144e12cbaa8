import { expect, test } from "vitest";
import { cancel } from "#app/booking/commands.server.ts";
import { findResource } from "#app/booking/find-resources.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { bookingOf, expectInvariants, tally } from "#tests/engine/outcomes.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { expectSoundLedger } from "#tests/support/ledger-check.ts";
import { anotherInstance } from "./instances.ts";

const database = await testDatabase();
const other = anotherInstance(database.url);

/** `OVER_CAPACITY_ROUNDS=1000` runs it for long. */
const ROUNDS = Number(process.env.OVER_CAPACITY_ROUNDS ?? 40);

test(`in ${ROUNDS} rounds, bookings over capacity and cancellations on two instances leave exactly what is taken`, {
  timeout: 600_000,
}, async () => {
  const here: Ctx = { ...(await makeOrganization(database.db)), actsAs: "desk" };
  const there = { ...here, db: other.db };
  const id = await makeResource(here, { capacity: 6 });
  const standing = (await Promise.all([1, 2, 3].map(() => bookSome(here, id, 2)))).map(bookingOf);
  for (let round = 0; round < ROUNDS; round++) {
    const [mine, theirs] = round % 2 ? [here, there] : [there, here];
    const gone = standing.splice(0, 2);
    const [cancelled, added, plain] = await Promise.all([
      Promise.all(gone.map(({ id: bookingId }) => cancel(mine, { bookingId }))),
      Promise.all([1, 2].map(() => bookSome(theirs, id, 2, { over: true }))),
      bookSome({ ...mine, actsAs: "attendee" }, id, 1),
    ]);
    expect(tally([...cancelled, ...added])).toEqual({ ok: 4 });
    standing.push(...added.map(bookingOf));
    // The attendee finds a seat only if a cancellation came down to below the plan before the desk booked.
    if (plain.ok) await cancel(here, { bookingId: bookingOf(plain).id });
    expect(await findResource(here, id)).toMatchObject({ capacity: 6, over: 0, booked: 6 });
    const extra = bookingOf(await bookSome(mine, id, 3, { over: true }));
    expect(await findResource(here, id)).toMatchObject({ capacity: 9, over: 3, booked: 9 });
    await Promise.all([
      cancel(theirs, { bookingId: extra.id }),
      bookSome({ ...mine, actsAs: "attendee" }, id, 1).then((sold) => expect(sold.ok).toBe(false)),
    ]);
  }
  expect(await findResource(here, id)).toMatchObject({ capacity: 6, over: 0, booked: 6 });
  await expectSoundLedger(database.db, here.organizationId);
  await expectInvariants(database, here);
});
