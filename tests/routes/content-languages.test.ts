import { expect, test } from "vitest";
import { findOrganization } from "#app/organizations/organizations.server.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { signedIn } from "#tests/support/members.ts";
import { testContext } from "#tests/support/remix.ts";
import { createSite } from "#tests/support/site.tsx";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db);
const site = createSite(context);
const cookie = await signedIn(context, ctx.organizationId, "editor");
const TITLE = "ورشة الخط";

test("an event is written in a language that pages do not speak, and is marked as being in it", async () => {
  const { event } = await makeEvent(ctx, { title: TITLE, locale: "ar", description: "أحضر دفترا" });
  const organization = await findOrganization(db, ctx.organizationId);
  for (const address of [`/e/${event.slug}`, `/embed/${event.slug}`]) {
    const { text, failures } = await site(address);
    expect(failures).toEqual([]);
    expect(text, address).toContain('<html lang="en">');
    expect(text, address).toContain(`<h1 class="ticket-title" lang="ar"><bdi>${TITLE}</bdi>`);
    expect(text, address).toContain('<div class="prose" dir="auto" lang="ar">');
    expect(text, address).toContain("10 seats left");
  }
  // Dates of pictures and feeds are in words of ours, and by the calendar of ours.
  expect((await site(`/e/${event.slug}/picture.png`)).failures).toEqual([]);
  const feed = (await site(`/o/${organization?.slug}/feed.xml`)).text;
  expect(feed).toMatch(/[A-Z][a-z]+day \d+ [A-Z]/);
  const { text } = await site(`/admin/o/${organization?.slug}/events/${event.id}/edit`, { cookie });
  expect(text).toContain('<option value="ar" dir="auto" lang="ar" selected="">العربية</option>');
});

test("words of another script than the language of their event are in no language, so that nobody reads them out as English", async () => {
  const { event } = await makeEvent(ctx, { title: TITLE, place: "שדרות רוטשילד 9", price: "مجانا" });
  const { text } = await site(`/e/${event.slug}`);
  for (const words of [TITLE, "שדרות רוטשילד 9", "مجانا"]) {
    expect(text).toMatch(new RegExp(`lang=""[^>]*>(<bdi>)?${words}`));
  }
  const latin = await makeEvent(ctx, { title: "Töpfern", locale: "de" });
  expect((await site(`/e/${latin.event.slug}`)).text).toContain('lang="de"><bdi>Töpfern</bdi>');
});
