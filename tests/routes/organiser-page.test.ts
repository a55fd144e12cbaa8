import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { announceEvent } from "#app/events/event-facts.server.ts";
import * as eventRoute from "#app/routes/public/e.$slug._index.tsx";
import * as pictureRoute from "#app/routes/well-known/e.$slug.picture[.]png.ts";
import * as calendarRoute from "#app/routes/well-known/o.$slug.calendar[.]ics.ts";
import * as feedRoute from "#app/routes/well-known/o.$slug.feed[.]xml.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { requestRoute, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);

const textOf = async (route: { loader(args: never): unknown }, slug: string) => {
  const request = new Request("http://localhost:3000/");
  const answer = (await route.loader({ request, params: { slug }, context } as never)) as Response;
  return answer.text();
};

test("an event that its organiser removed is gone, and nothing of it is shown", async () => {
  const ctx = await makeOrganization(db, "Gone club");
  const { event } = await makeEvent(ctx, { title: "Removed" });
  await db.execute(sql`update events set state = 'removed' where id = ${event.id}`);
  const params = { slug: event.slug };
  expect((await requestRoute(context, eventRoute, `/e/${event.slug}`, { params })).status).toBe(410);
  expect((await requestRoute(context, pictureRoute, `/e/${event.slug}/picture.png`, { params })).status).toBe(
    404,
  );
  expect(await textOf(feedRoute, "gone-club")).not.toContain("Removed");
  expect(await textOf(calendarRoute, "gone-club")).not.toContain("Removed");
});

test("a calendar keeps the name of a date, and says where it was cancelled", async () => {
  const ctx = await makeOrganization(db, "Calendar club");
  const { event, session } = await makeEvent(ctx, {
    title: "Cancelled",
    description: "Bring **ink** & paper",
  });
  const before = await textOf(calendarRoute, "calendar-club");
  expect(before).toContain(`UID:session-${session.id}@reservo`);
  expect(before).toContain("STATUS:CONFIRMED");
  expect(before).toContain("DESCRIPTION:Bring ink & paper");
  const start = session.startsAt.toISOString().replace(/[-:]|\.\d+/g, "");
  expect(before).toContain(`DTSTART:${start}`);
  await db.execute(sql`update events set state = 'cancelled', version = version + 1 where id = ${event.id}`);
  announceEvent(ctx, event.id);
  const after = await textOf(calendarRoute, "calendar-club");
  expect(after).toContain(`UID:session-${session.id}@reservo`);
  expect(after).toContain("STATUS:CANCELLED");
  expect(after).toContain(`SEQUENCE:${event.version + 1}`);
});

test("feeds and calendars stay well-formed, whatever characters a title holds", async () => {
  const ctx = await makeOrganization(db, "Odd club");
  const { event } = await makeEvent(ctx, { description: "One line\nand another", inHours: 4 });
  await db.execute(sql`
    update events set title = E'Odd \\uFFFE\\uFFFF\\u0001\\u0085title', place = E'\\uFFFE' where id = ${event.id}`);
  announceEvent(ctx, event.id);
  const notAllowed = /[^\P{Cc}\t\n\r]|\p{Noncharacter_Code_Point}/u;
  for (const route of [feedRoute, calendarRoute]) {
    const text = await textOf(route, "odd-club");
    expect(text).toContain("Odd");
    expect(text).not.toMatch(notAllowed);
    expect(text).toMatch(/One line(\n|\\n)and another/);
  }
  const params = { slug: event.slug };
  const picture = await requestRoute(context, pictureRoute, `/e/${event.slug}/picture.png`, { params });
  expect(picture.status).toBe(200);
});
