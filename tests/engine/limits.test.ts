import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import {
  cancel,
  change,
  changePerson,
  confirm,
  expire,
  hold,
  type TakeInput,
} from "#app/booking/commands.server.ts";
import { setUpEngine } from "#app/booking/engine.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { hashToken, toHex } from "#app/platform/secrets.ts";
import { openDatabase } from "#db/client.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { bookingOf, expectInvariants, makeDue, tally, times } from "./outcomes.ts";

const database = await testDatabase();
const { db } = database;
const personOf = (name: string) => toHex(hashToken(name));
const [ana, ben] = [personOf("ana"), personOf("ben")];
const RULES = { maxPerPerson: 4, scope: "event" };

const bookFor = (
  ctx: Ctx,
  ids: string | string[],
  quantity: number,
  person = ana,
  more: Partial<TakeInput> = {},
) => bookSome(ctx, ids, quantity, { person, ...more });

/** What is kept of persons is the sum of what their bookings count; answers it by person. */
async function expectCounted(ctx: Ctx): Promise<Record<string, number>> {
  const rows = await db.execute<{ person: string; taken: number; counted: number }>(sql`
    select encode(l.person, 'hex') as person, l.taken::int, (select coalesce(sum(b.counted), 0)::int from bookings b
      where b.organization_id = l.organization_id and b.scope = l.scope and b.person = l.person) as counted
    from person_limits l where l.organization_id = ${ctx.organizationId}`);
  for (const row of rows) expect(row.taken).toBe(row.counted);
  await expectInvariants(database, ctx);
  return Object.fromEntries(rows.map((row) => [row.person, row.taken]));
}

describe("a person's limit", () => {
  it("counts all bookings of the scope, whichever of its resources they take", async () => {
    const ctx = await makeOrganization(db);
    const [one, two] = [await makeResource(ctx, { rules: RULES }), await makeResource(ctx, { rules: RULES })];
    expect((await bookFor(ctx, one, 3)).ok).toBe(true);
    expect(await bookFor(ctx, two, 2)).toMatchObject({ ok: false, refusal: "TOO_MANY_PER_PERSON" });
    expect((await bookFor(ctx, two, 1)).ok).toBe(true);
    expect(await bookFor(ctx, one, 1)).toMatchObject({ ok: false, refusal: "TOO_MANY_PER_PERSON" });
    expect((await bookFor(ctx, one, 4, ben)).ok).toBe(true);
    expect(await expectCounted(ctx)).toEqual({ [ana]: 4, [ben]: 4 });
  });

  it("counts a seat in every session of a course as one", async () => {
    const ctx = await makeOrganization(db);
    const course = await times(3, () => makeResource(ctx, { rules: RULES }));
    expect((await bookFor(ctx, course, 4)).ok).toBe(true);
    expect(await bookFor(ctx, course, 1)).toMatchObject({ refusal: "TOO_MANY_PER_PERSON" });
    expect(await expectCounted(ctx)).toEqual({ [ana]: 4 });
  });

  it("counts a hold from its confirmation, when it is known for whom it is", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { rules: RULES });
    const held = await times(3, () =>
      hold(ctx, { claims: [{ resourceId: id, quantity: 3 }], clientId: "browser" }),
    );
    const [one = "", two = "", three = ""] = held.map((outcome) => bookingOf(outcome).id);
    expect((await confirm(ctx, { bookingId: one, person: ana })).ok).toBe(true);
    const refused = await confirm(ctx, { bookingId: two, person: ana });
    expect(refused).toMatchObject({ ok: false, refusal: "TOO_MANY_PER_PERSON" });
    expect((await confirm(ctx, { bookingId: two, person: ben })).ok).toBe(true);
    expect((await confirm(ctx, { bookingId: three })).ok).toBe(true);
    expect(await expectCounted(ctx)).toEqual({ [ana]: 3, [ben]: 3 });
    expect((await cancel(ctx, { bookingId: one })).ok).toBe(true);
    expect(await expectCounted(ctx)).toEqual({ [ana]: 0, [ben]: 3 });
  });

  it("is not exceeded by holds of one person that are confirmed at once", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 40, rules: RULES });
    const held = await times(8, () =>
      hold(ctx, { claims: [{ resourceId: id, quantity: 2 }], clientId: "browser" }),
    );
    const outcomes = await Promise.all(
      held.map((outcome) => confirm(ctx, { bookingId: bookingOf(outcome).id, person: ana })),
    );
    expect(tally(outcomes)).toEqual({ ok: 2, TOO_MANY_PER_PERSON: 6 });
    expect(await expectCounted(ctx)).toEqual({ [ana]: 4 });
  });

  it("of one scope says nothing about another, nor about who has no limit", async () => {
    const ctx = await makeOrganization(db);
    const one = await makeResource(ctx, { rules: RULES });
    const two = await makeResource(ctx, { rules: { ...RULES, scope: "other" } });
    const free = await makeResource(ctx, { rules: { scope: "event" } });
    for (const id of [one, two]) expect((await bookFor(ctx, id, 4)).ok).toBe(true);
    expect((await bookFor(ctx, free, 9)).ok).toBe(true);
    expect((await bookSome(ctx, one, 5)).ok).toBe(true);
    await expectInvariants(database, ctx);
  });

  it("is given back by cancelling, whole or in part, and by a hold that expires", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { rules: RULES });
    const booking = bookingOf(await bookFor(ctx, id, 4));
    const part = { reservations: [{ reservationId: booking.reservations[0]?.id ?? "", quantity: 3 }] };
    await cancel(ctx, { bookingId: booking.id, part });
    expect(await expectCounted(ctx)).toEqual({ [ana]: 1 });
    await cancel(ctx, { bookingId: booking.id });
    const claims = [{ resourceId: id, quantity: 4 }];
    const held = bookingOf(await hold(ctx, { claims, clientId: "c", person: ana }));
    expect(await bookFor(ctx, id, 1)).toMatchObject({ refusal: "TOO_MANY_PER_PERSON" });
    await makeDue(ctx);
    expect((await expire(ctx, held.id)).ok).toBe(true);
    expect(await expectCounted(ctx)).toEqual({ [ana]: 0 });
    expect((await bookFor(ctx, id, 4)).ok).toBe(true);
  });

  it("is given back by a hold that another batch releases on the way", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { rules: RULES });
    await hold(ctx, { claims: [{ resourceId: id, quantity: 4 }], clientId: "c", person: ana });
    await makeDue(ctx);
    expect((await bookFor(ctx, id, 1, ben)).ok).toBe(true);
    expect(await expectCounted(ctx)).toEqual({ [ana]: 0, [ben]: 1 });
    expect((await bookFor(ctx, id, 4)).ok).toBe(true);
  });

  it("holds for a change to more, and a change to less gives back", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { rules: RULES });
    const { id: bookingId } = bookingOf(await bookFor(ctx, id, 2));
    await bookFor(ctx, id, 1);
    const to = (quantity: number) => change(ctx, { bookingId, claims: [{ resourceId: id, quantity }] });
    expect(await to(4)).toMatchObject({ ok: false, refusal: "TOO_MANY_PER_PERSON" });
    expect((await to(3)).ok).toBe(true);
    expect(await expectCounted(ctx)).toEqual({ [ana]: 4 });
    expect((await to(1)).ok).toBe(true);
    expect(await expectCounted(ctx)).toEqual({ [ana]: 2 });
  });

  it("follows a booking that is counted for another person, and refuses who has booked too much already", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 20, rules: RULES });
    const { id: bookingId } = bookingOf(await bookFor(ctx, id, 4));
    expect(await changePerson(ctx, { bookingId, person: ben })).toMatchObject({ ok: true });
    expect(await expectCounted(ctx)).toEqual({ [ana]: 0, [ben]: 4 });
    expect(await bookFor(ctx, id, 1, ben)).toMatchObject({ refusal: "TOO_MANY_PER_PERSON" });
    const { id: hers } = bookingOf(await bookFor(ctx, id, 2, ana));
    let written = 0;
    const alsoWrite = async () => void written++;
    expect(await changePerson(ctx, { bookingId: hers, person: ben, alsoWrite })).toMatchObject({
      ok: false,
      refusal: "TOO_MANY_PER_PERSON",
    });
    expect(written).toBe(0);
    expect(await changePerson(ctx, { bookingId: hers, person: ana, alsoWrite })).toMatchObject({ ok: true });
    expect(written).toBe(1);
    expect(await expectCounted(ctx)).toEqual({ [ana]: 2, [ben]: 4 });
    await cancel(ctx, { bookingId });
    expect(await expectCounted(ctx)).toEqual({ [ana]: 2, [ben]: 0 });
    expect(await changePerson(ctx, { bookingId, person: ana })).toMatchObject({ refusal: "INVALID_STATE" });
    const other = await makeOrganization(db);
    expect(await changePerson(other, { bookingId: hers, person: ben })).toMatchObject({
      refusal: "BOOKING_NOT_FOUND",
    });
  });

  it("is not exceeded by bookings that are counted for one person at once, while others book and cancel", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 200, rules: RULES });
    const persons = Array.from({ length: 12 }, (_, index) => personOf(`guest ${index}`));
    const made = await times(12, async (index) => bookingOf(await bookFor(ctx, id, 2, persons[index])));
    const [moved] = await Promise.all([
      times(12, (index) => changePerson(ctx, { bookingId: made[index]?.id ?? "", person: ben })),
      times(4, () => bookFor(ctx, id, 1, ben)),
      times(12, async (index) => (index < 6 ? cancel(ctx, { bookingId: made[index]?.id ?? "" }) : undefined)),
    ]);
    expect(moved.some((each) => !each.ok && each.refusal === "TOO_MANY_PER_PERSON")).toBe(true);
    const counted = await expectCounted(ctx);
    expect(counted[ben]).toBeLessThanOrEqual(4);
  });

  it("comes before a resource that is full, and after the limit of one booking", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 5, rules: { ...RULES, maxPerBooking: 5 } });
    expect(await bookFor(ctx, id, 6)).toMatchObject({ refusal: "TOO_MANY_PER_BOOKING" });
    await bookSome(ctx, id, 5);
    expect(await bookFor(ctx, id, 5)).toMatchObject({ refusal: "TOO_MANY_PER_PERSON" });
    expect(await bookFor(ctx, id, 1)).toMatchObject({ refusal: "RESOURCE_FULL" });
  });
});

describe("of many requests at once", () => {
  it.each(["batched", "direct"] as const)(
    "one person never gets more than the limit over two resources and two instances (%s)",
    async (strategy) => {
      const other = openDatabase({ url: database.url, max: 10 });
      setUpEngine(other.db, { strategy });
      try {
        const ctx = await makeOrganization(db);
        const ids = await times(2, () => makeResource(ctx, { capacity: 100, rules: RULES }));
        const outcomes = await times(60, (index) =>
          bookFor(index % 4 < 2 ? ctx : { ...ctx, db: other.db }, ids[index % 2] ?? "", 1),
        );
        expect(tally(outcomes)).toEqual({ ok: 4, TOO_MANY_PER_PERSON: 56 });
        expect(await expectCounted(ctx)).toEqual({ [ana]: 4 });
      } finally {
        await other.close();
      }
    },
  );
});
