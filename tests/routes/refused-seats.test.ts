import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { guestOf } from "#tests/support/booking-flow.ts";
import { bookSome, makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { testContext } from "#tests/support/remix.ts";
import { createSite } from "#tests/support/site.tsx";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db);
const site = createSite(context);

/** Somebody who holds seats of an event for four, of which others have two. */
async function holderOf(seats: number) {
  const made = await makeEvent(ctx, { capacity: 4 });
  const guest = guestOf(context, made);
  const { location = "" } = await guest.begin(seats);
  await bookSome(ctx, made.session.resourceIds, 2);
  return { made, guest, location };
}

type Holder = Awaited<ReturnType<typeof holderOf>>;

/** Sends the details with a wish, and returns the page that answers and where its form leads. */
async function send({ made, guest, location }: Holder, wish: Record<string, string>) {
  const { formToken } = (await guest.details(location)).body;
  const fields = { formToken, session: made.session.id, name: "Ada Guest", email: "ada@example.org" };
  const { text } = await site(location, {
    form: new URLSearchParams({ ...fields, ...wish }),
    cookie: guest.cookie(),
  });
  const action = /<form method="post" action="([^"]+)" id="booking"/.exec(text)?.[1] ?? "";
  return { text, action: action.replaceAll("&amp;", "&") };
}

async function countsOf({ session }: MadeEvent) {
  const [row] = await db.execute(sql`select booked::int, held::int from resources where id = ${session.id}`);
  return row;
}

test("who asks for more than is left keeps what they hold, and confirms it with what is left", async () => {
  const holder = await holderOf(1);
  const { text, action } = await send(holder, { intent: "seats", seats: "4" });
  expect(text).toContain("Only 2 left, so we’ve changed it to 2.");
  expect(text).toMatch(/We’ve reserved 1 seat for you until/);
  expect(text).not.toContain("Nothing is reserved until you confirm.");
  expect((await holder.guest.send(action, { seats: "2" })).status).toBe(303);
  expect(await countsOf(holder.made)).toEqual({ booked: 4, held: 0 });
});

test("who can hold only a part of what ran out is told that nothing is reserved until they confirm", async () => {
  const holder = await holderOf(2);
  await db.execute(sql`
    update bookings set expires_at = date_trunc('milliseconds', clock_timestamp()) - interval '1 second'
    where scope = ${holder.made.event.id} and fate = 'pending'`);
  await bookSome(ctx, holder.made.session.resourceIds, 1);
  const { text, action } = await send(holder, { intent: "hold:2", seats: "2" });
  expect(text).toContain("Only 1 left, so we’ve changed it to 1.");
  expect(text).toContain("Nothing is reserved until you confirm.");
  expect(text).not.toMatch(/reserved \d seats? for you/);
  expect(await countsOf(holder.made)).toEqual({ booked: 3, held: 0 });
  expect((await holder.guest.send(action, { seats: "1" })).status).toBe(303);
  expect(await countsOf(holder.made)).toEqual({ booked: 4, held: 0 });
});
