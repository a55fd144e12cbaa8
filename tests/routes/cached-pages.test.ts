import { beforeEach, expect, test } from "vitest";
import { setUpAvailability } from "#app/availability/cache.server.ts";
import { cachedPages } from "#app/compose/cached-pages.server.ts";
import { switchBooking } from "#app/events/booking-switch.server.ts";
import { publishEvent, unpublishEvent } from "#app/events/publish-event.server.ts";
import { setMaintenance } from "#app/organizations/settings.server.ts";
import { isFormToken } from "#app/platform/http/form-tokens.ts";
import type { PageFacts } from "#app/platform/http/page-caching.ts";
import * as eventRoute from "#app/routes/public/e.$slug._index.tsx";
import * as organizationRoute from "#app/routes/public/o.$slug._index.tsx";
import { bookSome, makeOrganization, partsOf, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { requestRoute, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db);
const pages = cachedPages(partsOf(db));

beforeEach(() => setUpAvailability(db, { ttlMs: 60_000, maxSize: 1000 }));

/** What a page says that it rests on, and the token that it writes. */
async function factsOf(route: typeof eventRoute | typeof organizationRoute, path: string, slug: string) {
  let facts: PageFacts | undefined;
  const page = {
    cache: (given: PageFacts) => {
      facts = given;
    },
    formToken: (purpose: string) => `hole for ${purpose}`,
  };
  const { body } = await requestRoute<{ formToken?: string }>(context, route, path, {
    params: { slug },
    context: { page },
  });
  if (!facts) throw new Error("the page does not say what it rests on");
  return { facts, formToken: body.formToken };
}

const ofEvent = ({ event }: MadeEvent, query = "") =>
  factsOf(eventRoute, `/e/${event.slug}${query}`, event.slug);

test("an event's page rests on the event, its seats and the clock, and leaves a hole for the form's token", async () => {
  const made = await makeEvent(ctx, { sessions: 3 });
  const { facts, formToken } = await ofEvent(made);
  expect(facts).toMatchObject({ organizationId: ctx.organizationId, eventSlug: made.event.slug });
  expect(new Set(facts.resourceIds)).toEqual(new Set(made.sessions.flatMap((each) => each.resourceIds)));
  expect(facts.turns?.map(Number)).toContain(made.session.startsAt.getTime());
  expect(formToken).toBe(`hole for book ${made.event.id}`);
  const token = pages.mintToken(`book ${made.event.id}`);
  expect(isFormToken(testSigner, `book ${made.event.id}`, token, new Date())).toBe(true);
});

test.each([
  ["seats are booked", (made: MadeEvent) => bookSome(ctx, made.session.resourceIds)],
  [
    "seats of another date are booked",
    (made: MadeEvent) => bookSome(ctx, made.sessions[1]?.resourceIds ?? []),
  ],
  ["booking is switched off", (made: MadeEvent) => switchBooking(ctx, made.event, "close")],
  ["it is taken back", (made: MadeEvent) => unpublishEvent(ctx, made.event.id)],
])("an event's page is no longer true once %s, at once on this instance", async (_words, change) => {
  const made = await makeEvent(ctx, { sessions: 2 });
  const { facts } = await ofEvent(made);
  const before = await pages.stampOf(facts);
  expect(await pages.stampOf(facts)).toBe(before);
  await change(made);
  expect(await pages.stampOf(facts)).not.toBe(before);
});

test("two events of one version have different stamps, so that a page is never that of another event", async () => {
  const [one, other] = [await makeEvent(ctx), await makeEvent(ctx)];
  expect(one.event.version).toBe(other.event.version);
  const stamps = await Promise.all(
    [one, other].map(async (each) => pages.stampOf((await ofEvent(each)).facts)),
  );
  expect(stamps[0]).not.toBe(stamps[1]);
});

test("maintenance shows as soon as views are read again", async () => {
  const made = await makeEvent(ctx);
  const { facts } = await ofEvent(made);
  setUpAvailability(db, { ttlMs: 0, maxSize: 1000 });
  const before = await pages.stampOf(facts);
  await setMaintenance(db, ctx.organizationId, { enabled: true, message: null });
  await expect.poll(() => pages.stampOf(facts)).not.toBe(before);
  await setMaintenance(db, ctx.organizationId, { enabled: false, message: null });
});

test("a turn that comes makes the page untrue, without anything else having changed", async () => {
  const made = await makeEvent(ctx);
  const { facts } = await ofEvent(made);
  const soon = new Date(Date.now() + 150);
  const ending = { ...facts, turns: [...(facts.turns ?? []), soon] };
  const before = await pages.stampOf(ending);
  await expect.poll(() => pages.stampOf(ending)).not.toBe(before);
  expect(Date.now()).toBeGreaterThanOrEqual(soon.getTime());
});

test("an organiser's page is as old at most as a view, and new at once when an event of theirs is published", async () => {
  const made = await makeEvent(ctx, { published: false });
  const organization = await db.query.slugs.findFirst({ where: (row, { isNull }) => isNull(row.eventId) });
  const slug = organization?.slug ?? "";
  const { facts } = await factsOf(organizationRoute, `/o/${slug}`, slug);
  expect(facts.maxAgeMs).toBe(60_000);
  const before = await pages.stampOf(facts);
  await publishEvent(ctx, made.event.id);
  expect(await pages.stampOf(facts)).not.toBe(before);
});

test("language, region and theme keep pages apart", () => {
  const asked = (headers: Record<string, string>) => new Request("http://localhost/e/x", { headers });
  const variants: Record<string, string>[] = [
    {},
    { Cookie: "theme=dark" },
    { "Accept-Language": "fr" },
    { Cookie: "lng=de" },
    { "Accept-Language": "en" },
    { "Accept-Language": "en-US" },
    { Cookie: "lng=en", "Accept-Language": "de,en-AU" },
    { Cookie: "elsewhere=1" },
  ];
  const keys = (each: Record<string, string>[]) => new Set(each.map((one) => pages.variantOf(asked(one))));
  expect(keys(variants).size).toBe(variants.length);
  // Browsers that ask for other regions, and cookies that say nothing, share the pages of these.
  const same: Record<string, string>[] = [
    { "Accept-Language": "en-GB" },
    { "Accept-Language": "en-CA" },
    { "Accept-Language": "fr-BE" },
    { Cookie: "elsewhere=2" },
  ];
  expect(keys([...variants, ...same]).size).toBe(variants.length);
});
