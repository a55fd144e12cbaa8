import { sql } from "drizzle-orm";
import { afterEach, describe, expect, it, test } from "vitest";
import { cancel, closeResource, openResource, setCapacity, setRules } from "#app/booking/commands.server.ts";
import { NO_RULES } from "#app/booking/world.ts";
import { setMaintenance } from "#app/organizations/settings.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { NO_ORGANIZATION } from "#db/schema/index.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { expectSoundLedger, readLedger } from "#tests/support/ledger-check.ts";

const { db } = await testDatabase();
const HOUR = 60 * 60 * 1000;

const kindsOf = async (ctx: Ctx, id: string) => (await readLedger(db, { ...ctx, id })).map((row) => row.kind);

async function databaseTime(): Promise<number> {
  const [row] = await db.execute(sql`select extract(epoch from now())::float8 * 1000 as now`);
  return Math.round(Number(row?.now));
}

describe("a capacity", () => {
  it("goes down to what is booked and no further, and up again", async () => {
    const ctx = await makeOrganization(db);
    const resourceId = await makeResource(ctx, { capacity: 10 });
    await bookSome(ctx, resourceId, 4);
    expect(await setCapacity(ctx, { resourceId, capacity: 3 })).toMatchObject({
      ok: false,
      refusal: "CAPACITY_BELOW_BOOKED",
      sequence: 2,
      remaining: 6,
      claims: [{ resourceId, quantity: 4, remaining: 6 }],
    });
    expect(await setCapacity(ctx, { resourceId, capacity: 4 })).toMatchObject({ ok: true, remaining: 0 });
    expect(await bookSome(ctx, resourceId)).toMatchObject({ ok: false, refusal: "RESOURCE_FULL" });
    expect(await setCapacity(ctx, { resourceId, capacity: 5 })).toMatchObject({ ok: true, remaining: 1 });
    expect(await bookSome(ctx, resourceId)).toMatchObject({ ok: true, remaining: 0 });
    expect(await kindsOf(ctx, resourceId)).toEqual(["created", "taken", "capacity", "capacity", "taken"]);
    await expectSoundLedger(db, ctx.organizationId);
  });

  it("that is already so writes nothing", async () => {
    const ctx = await makeOrganization(db);
    const resourceId = await makeResource(ctx, { capacity: 10 });
    expect(await setCapacity(ctx, { resourceId, capacity: 10 })).toMatchObject({ ok: true, sequence: 1 });
    expect(await kindsOf(ctx, resourceId)).toEqual(["created"]);
  });

  it("of nothing that exists is refused", async () => {
    const ctx = await makeOrganization(db);
    const outcome = await setCapacity(ctx, { resourceId: "nobody", capacity: 1 });
    expect(outcome).toMatchObject({ ok: false, refusal: "RESOURCE_NOT_FOUND" });
  });
});

describe("a closed resource", () => {
  it("refuses bookings, lets cancel, and takes bookings again when it is opened", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx);
    const before = await bookSome(ctx, id, 2);
    await closeResource(ctx, id);
    expect(await bookSome(ctx, id)).toMatchObject({ ok: false, refusal: "RESOURCE_CLOSED" });
    const bookingId = (before.ok && before.booking?.id) || "";
    expect(await cancel(ctx, { bookingId })).toMatchObject({ ok: true, remaining: 10 });
    await openResource(ctx, id);
    expect((await bookSome(ctx, id)).ok).toBe(true);
    expect(await kindsOf(ctx, id)).toEqual(["created", "taken", "closed", "freed", "opened", "taken"]);
    await expectSoundLedger(db, ctx.organizationId);
  });

  it("stays closed when it is closed twice, with one ledger row", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx);
    await closeResource(ctx, id);
    expect(await closeResource(ctx, id)).toMatchObject({ ok: true, sequence: 2 });
    await openResource(ctx, id);
    expect(await openResource(ctx, id)).toMatchObject({ ok: true, sequence: 3 });
    expect(await kindsOf(ctx, id)).toEqual(["created", "closed", "opened"]);
  });
});

describe("rules", () => {
  const RULES = { ...NO_RULES, maxPerBooking: 4, maxPerPerson: 6, holdSeconds: 300, scope: "event" };

  it("are kept as they were set, to the millisecond, and setting them again writes nothing", async () => {
    const ctx = await makeOrganization(db);
    const resourceId = await makeResource(ctx);
    const now = await databaseTime();
    const rules = { ...RULES, opensAt: now - HOUR - 1, closesAt: now + 123, cancelUntil: now + 456 };
    expect(await setRules(ctx, { resourceId, rules })).toMatchObject({ ok: true, sequence: 2 });
    const again = await setRules(ctx, { resourceId, rules });
    expect(again).toMatchObject({ ok: true, sequence: 2, resource: { rules } });
    expect(await kindsOf(ctx, resourceId)).toEqual(["created", "rules"]);
  });

  it("hold from the next booking on", async () => {
    const ctx = await makeOrganization(db);
    const resourceId = await makeResource(ctx);
    await setRules(ctx, { resourceId, rules: RULES });
    expect(await bookSome(ctx, resourceId, 5)).toMatchObject({ refusal: "TOO_MANY_PER_BOOKING" });
    expect((await bookSome(ctx, resourceId, 4)).ok).toBe(true);
    const [row] = await db.execute(
      sql`select scope from bookings where organization_id = ${ctx.organizationId}`,
    );
    expect(row?.scope).toBe("event");
  });

  it("about time go by the database's clock, whatever this instance's clock says", async () => {
    const wrongClocks = [new Date(0), new Date("2099-01-01")];
    const ctx = await makeOrganization(db);
    const now = await databaseTime();
    const open = await makeResource(ctx, { rules: { opensAt: now - HOUR, closesAt: now + HOUR } });
    const early = await makeResource(ctx, { rules: { opensAt: now + HOUR } });
    const late = await makeResource(ctx, { rules: { closesAt: now - HOUR } });
    for (const wrong of wrongClocks) {
      const there = { ...ctx, now: wrong };
      expect(await bookSome(there, open)).toMatchObject({ ok: true });
      expect(await bookSome(there, early)).toMatchObject({ ok: false, refusal: "NOT_OPEN_YET" });
      expect(await bookSome(there, late)).toMatchObject({ ok: false, refusal: "BOOKING_CLOSED" });
    }
  });

  it("about cancelling stop the attendee and not the organiser", async () => {
    const ctx = await makeOrganization(db);
    const rules = { cancelUntil: (await databaseTime()) - HOUR };
    const outcome = await bookSome(ctx, await makeResource(ctx, { rules }));
    const bookingId = (outcome.ok && outcome.booking?.id) || "";
    const byGuest = await cancel({ ...ctx, now: new Date(0) }, { bookingId });
    expect(byGuest).toMatchObject({ ok: false, refusal: "BOOKING_CLOSED" });
    expect(await cancel({ ...ctx, actsAs: "desk" }, { bookingId })).toMatchObject({
      ok: true,
      warnings: ["BOOKING_CLOSED"],
    });
  });
});

describe("maintenance", () => {
  afterEach(() => setMaintenance(db, NO_ORGANIZATION, { enabled: false, message: null }));

  it("refuses new bookings everywhere and lets cancel", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx);
    const before = await bookSome(ctx, id);
    await setMaintenance(db, NO_ORGANIZATION, { enabled: true, message: null });
    expect(await bookSome(ctx, id)).toMatchObject({ ok: false, refusal: "MAINTENANCE_MODE", sequence: 2 });
    const bookingId = (before.ok && before.booking?.id) || "";
    expect((await cancel(ctx, { bookingId })).ok).toBe(true);
    await setMaintenance(db, NO_ORGANIZATION, { enabled: false, message: null });
    expect((await bookSome(ctx, id)).ok).toBe(true);
  });

  it("of one organisation leaves the others alone", async () => {
    const [ours, theirs] = [await makeOrganization(db), await makeOrganization(db)];
    await setMaintenance(db, ours.organizationId, { enabled: true, message: "Back soon" });
    expect(await bookSome(ours, await makeResource(ours))).toMatchObject({ refusal: "MAINTENANCE_MODE" });
    expect((await bookSome(theirs, await makeResource(theirs))).ok).toBe(true);
  });
});

test("many claims of many resources are taken together, two of the same resource too", async () => {
  const ctx = await makeOrganization(db);
  const ids = await Promise.all(Array.from({ length: 6 }, () => makeResource(ctx, { capacity: 4 })));
  const outcome = await bookSome(ctx, [...ids, ...ids], 2);
  expect(outcome).toMatchObject({ ok: true, booking: { reservations: { length: 12 } } });
  for (const id of ids) expect(await kindsOf(ctx, id)).toEqual(["created", "taken", "taken"]);
  expect(await bookSome(ctx, ids)).toMatchObject({ ok: false, refusal: "RESOURCE_FULL" });
  const bookingId = (outcome.ok && outcome.booking?.id) || "";
  expect((await cancel(ctx, { bookingId })).ok).toBe(true);
  await expectSoundLedger(db, ctx.organizationId);
});
