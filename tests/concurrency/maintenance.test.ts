import { expect, test } from "vitest";
import { findMaintenance, setMaintenance } from "#app/organizations/settings.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { NO_ORGANIZATION } from "#db/schema/index.ts";
import { countsOf, expectInvariants, tally, times } from "#tests/engine/outcomes.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { lockTableFromOutside, waitingForLocks } from "./foreign-lock.ts";
import { anotherInstance } from "./instances.ts";

const database = await testDatabase();
const { db } = database;
const other = anotherInstance(database.url);

const ON = { enabled: true, message: "Back at noon" };
const OFF = { enabled: false, message: null };

/** Books again and again until it is refused; answers why. */
async function bookUntilRefused(ctx: Ctx, id: string): Promise<string> {
  for (;;) {
    const outcome = await bookSome(ctx, id);
    if (!outcome.ok) return outcome.refusal;
  }
}

for (const [what, organizationOf] of [
  ["of an organisation", (ctx: Ctx) => ctx.organizationId],
  ["of the deployment", () => NO_ORGANIZATION],
] as const) {
  test(`once the switch ${what} has answered nothing more is accepted, on any instance`, async () => {
    const here = await makeOrganization(db);
    const there = { ...here, db: other.db };
    const id = await makeResource(here, { capacity: 1_000_000 });
    const callers = times(40, (index) => bookUntilRefused(index % 2 ? here : there, id));
    await waitUntil("bookings", async () => Number((await countsOf(here, id)).booked) > 200);
    const answer = await setMaintenance(db, organizationOf(here), ON);
    const { booked } = await countsOf(here, id);
    try {
      expect(answer).toMatchObject({ ...ON, updatedAt: expect.any(Date) });
      expect(new Set(await callers)).toEqual(new Set(["MAINTENANCE_MODE"]));
      expect(await countsOf(here, id)).toMatchObject({ booked });
    } finally {
      expect(await setMaintenance(db, organizationOf(here), OFF)).toMatchObject(OFF);
    }
    expect(tally(await Promise.all([bookSome(here, id), bookSome(there, id)]))).toEqual({ ok: 2 });
    await expectInvariants(database, here);
  });
}

test("the switch waits for a batch that has looked before it and is not committed yet", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx);
  const release = await lockTableFromOutside(database.url, "outbox");
  let answered = false;
  try {
    const booked = bookSome(ctx, id);
    await waitUntil("the batch to write", async () => (await waitingForLocks(database)) === 1);
    const switched = setMaintenance(db, ctx.organizationId, ON).then(() => {
      answered = true;
    });
    await waitUntil("the switch's commit", () => findMaintenance(db, ctx.organizationId));
    // The switch is committed, and each of these gives it a turn to answer in: it must not.
    await times(20, () => database.ping());
    expect(answered).toBe(false);
    await release();
    expect((await booked).ok).toBe(true);
    await switched;
  } finally {
    await release();
  }
  expect(await bookSome(ctx, id)).toMatchObject({ ok: false, refusal: "MAINTENANCE_MODE" });
});
