import { expect, test } from "vitest";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { signedIn } from "#tests/support/members.ts";
import { testContext } from "#tests/support/remix.ts";
import { createSite } from "#tests/support/site.tsx";

const { db } = await testDatabase();
const site = createSite(await testContext(db));
const ctx = await makeOrganization(db, "Quiet club");
const listed = await makeEvent(ctx, { title: "Open rehearsal" });
const unlisted = await makeEvent(ctx, { title: "Members only supper", visibility: "unlisted" });
const month = unlisted.session.startsAt.toISOString().slice(0, 7);

/** Every address at which an organisation's events are found by those who look for any. */
const LISTS = [
  "/o/quiet-club",
  "/o/quiet-club?past=1",
  "/o/quiet-club?q=supper",
  `/o/quiet-club?month=${month}`,
  "/o/quiet-club/feed.xml",
  "/o/quiet-club/calendar.ics",
  "/embed/o/quiet-club",
  "/sitemap.xml",
];

test("an unlisted event stands on no list and in no feed, calendar or site map", async () => {
  for (const address of LISTS) {
    const { status, text } = await site(address);
    expect([address, status]).toEqual([address, 200]);
    expect([address, text.includes("Members only supper"), text.includes(unlisted.event.slug)]).toEqual([
      address,
      false,
      false,
    ]);
  }
});

test("its page opens for whoever has the link, is left out of search engines, and books", async () => {
  const { status, text } = await site(`/e/${unlisted.event.slug}`);
  expect(status).toBe(200);
  expect(text).toContain('<meta name="robots" content="noindex"/>');
  expect(text).toMatch(/<button[^>]*>Book/);
  expect((await site(`/e/${listed.event.slug}`)).text).not.toContain("noindex");
});

test("its organiser sees that it is unlisted", async () => {
  const cookie = await signedIn(await testContext(db), ctx.organizationId, "editor");
  for (const page of ["", `/events/${unlisted.event.id}`]) {
    const { text } = await site(`/admin/o/quiet-club${page}`, { cookie });
    expect(text).toMatch(/Published.*Unlisted/s);
  }
});
