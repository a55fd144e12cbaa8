import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { book, confirm, hold, holdUntil } from "#app/booking/commands.server.ts";
import { findVisited } from "#app/checkout/find-visited.server.ts";
import { latestHoldEnd } from "#app/checkout/holds.server.ts";
import { countBookings, listBookings } from "#app/desk/list-bookings.server.ts";
import { lineOf } from "#app/events/claims.ts";
import { emptyOutbox } from "#app/jobs/empty-outbox.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { bookingOf } from "#tests/engine/outcomes.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { subscribeReceiver } from "#tests/support/webhooks.ts";

const { db } = await testDatabase();
const until = () => Date.now() + 86_400_000;
const person = { name: "Ada Guest", email: "ada@example.org", locale: "en" };

async function rows(ctx: Ctx, table: "mails" | "webhook_deliveries") {
  await emptyOutbox(db);
  const named = table === "mails" ? sql`kind` : sql`type as kind`;
  const of = table === "mails" ? sql`booking_id` : sql`subject_id as booking_id`;
  const found = await db.execute<{ booking_id: string; kind: string }>(sql`
    select ${of}, ${named} from ${sql.identifier(table)} where organization_id = ${ctx.organizationId}`);
  return found.map((row) => ({ id: row.booking_id, kind: row.kind }));
}

test("mails, webhooks and lists include guests and walk-ins alone; a tentative booking comes in with its confirmation", async () => {
  const ctx: Ctx = { ...(await makeOrganization(db)), actsAs: "desk" };
  const { event, session } = await makeEvent(ctx, { capacity: 100 });
  const { receiver } = await subscribeReceiver(ctx);
  const taking = { lines: [lineOf(session, 1)], clientId: "desk" };
  const attachment = { person };
  bookingOf(await holdUntil(ctx, { ...taking, kind: "block", until: until() }));
  bookingOf(await book(ctx, { ...taking, kind: "test", attachment }));
  const tentative = bookingOf(
    await holdUntil(ctx, { ...taking, kind: "tentative", until: until(), attachment }),
  );
  expect(await rows(ctx, "mails")).toEqual([]);
  expect(await rows(ctx, "webhook_deliveries")).toEqual([]);
  expect(await listBookings(ctx, event.id, {})).toEqual({ bookings: [], next: undefined });
  expect(await countBookings(ctx, event.id)).toEqual({ pending: 0, confirmed: 0, cancelled: 0, expired: 0 });
  const walkIn = bookingOf(await book(ctx, { ...taking, kind: "walk_in" }));
  bookingOf(await confirm(ctx, { bookingId: tentative.id }));
  expect(await rows(ctx, "mails")).toEqual([{ id: tentative.id, kind: "confirmed" }]);
  const sent = await rows(ctx, "webhook_deliveries");
  expect(sent.map((each) => each.id).sort()).toEqual([tentative.id, walkIn.id].sort());
  expect(new Set(sent.map((each) => each.kind))).toEqual(new Set(["booking.confirmed"]));
  const { bookings } = await listBookings(ctx, event.id, {});
  const names = new Map(bookings.map(({ id, name }) => [id, name]));
  expect(names).toEqual(
    new Map([
      [walkIn.id, ""],
      [tentative.id, "Ada Guest"],
    ]),
  );
  expect(await countBookings(ctx, event.id)).toMatchObject({ pending: 0, confirmed: 2 });
  await receiver.close();
});

test("pages tell when the latest hold of a guest ends, and open no block by its id", async () => {
  const ctx: Ctx = { ...(await makeOrganization(db)), actsAs: "desk" };
  const { event, session } = await makeEvent(ctx, { capacity: 100 });
  const taking = { lines: [lineOf(session, 1)], clientId: "desk" };
  const kept = [];
  for (const kind of ["block", "tentative"] as const)
    kept.push(bookingOf(await holdUntil(ctx, { ...taking, kind, until: until() })));
  expect(await latestHoldEnd(ctx, event.id, session.resourceIds)).toBeNull();
  const held = bookingOf(await hold(ctx, taking));
  expect((await latestHoldEnd(ctx, event.id, session.resourceIds))?.getTime()).toBe(held.expiresAt);
  expect((await findVisited(db, event.slug, { hold: held.id }))?.hold).toMatchObject({ id: held.id });
  for (const { id } of kept) expect((await findVisited(db, event.slug, { hold: id }))?.hold).toBeUndefined();
});
