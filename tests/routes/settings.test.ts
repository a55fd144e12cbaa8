import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import * as settingsRoute from "#app/routes/admin/settings.tsx";
import * as eventRoute from "#app/routes/public/e.$slug._index.tsx";
import * as organizationRoute from "#app/routes/public/o.$slug._index.tsx";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { signedIn } from "#tests/support/members.ts";
import { type RouteModule, requestRoute, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db, "Set club");
const cookie = await signedIn(context, ctx.organizationId, "admin");

interface Answer {
  draft: Record<string, string>;
  errors?: Record<string, string[]>;
}

const open = () => requestRoute<Answer>(context, settingsRoute as RouteModule, "/admin/settings", { cookie });
const save = (form: Record<string, string>) =>
  requestRoute<Answer>(context, settingsRoute as RouteModule, "/admin/settings", { cookie, form });

test("settings are saved, shown again, and stand on the public pages", async () => {
  const { draft } = (await open()).body;
  const wish = {
    ...draft,
    name: " Set\u200b club  e.V. ",
    contactEmail: "Ask@ПОЧТА.рф",
    timeZone: "Asia/Kolkata",
    country: "IN",
    currency: "INR",
    privacyUrl: "https://example.org/privacy",
    imprintUrl: "http://example.org/imprint",
  };
  const saved = await save(wish);
  expect([saved.status, saved.location]).toEqual([303, "/admin/o/set-club/settings?saved=1"]);
  const kept = { name: "Set club e.V.", contactEmail: "Ask@xn--80a1acny.xn--p1ai", version: "2" };
  expect((await open()).body.draft).toEqual({ ...wish, ...kept });
  const { event } = await makeEvent(ctx);
  const links = { privacyUrl: wish.privacyUrl, imprintUrl: wish.imprintUrl };
  const params = { slug: event.slug };
  const page = await requestRoute(context, eventRoute, `/e/${event.slug}`, { params });
  expect(page.body).toMatchObject({ organization: links });
  const own = await requestRoute(context, organizationRoute, "/o/set-club", { params: { slug: "set-club" } });
  expect(own.body).toMatchObject({ organization: { ...links, name: "Set club e.V." } });
});

test("of two forms that were opened together the second is told, with all that was typed, and undoes nothing", async () => {
  const { draft } = (await open()).body;
  const answers = [];
  for (const name of ["First", "Second"]) answers.push(await save({ ...draft, name }));
  expect(answers.map(({ status }) => status)).toEqual([303, 409]);
  const version = String(Number(draft.version) + 1);
  expect(answers[1]?.body.draft).toEqual({ ...draft, name: "Second", version });
  const [row] = await db.execute(sql`select name from organizations where id = ${ctx.organizationId}`);
  expect(row?.name).toBe("First");
});

test.each([
  ["name", "\u200b"],
  ["contactEmail", "ask"],
  ["timeZone", "Mars/Olympus"],
  ["country", "XX"],
  ["currency", "XYZ"],
  ["privacyUrl", "javascript:alert(1)"],
  ["privacyUrl", "example.org/privacy"],
  ["imprintUrl", "https://user@example.org/"],
  ["imprintUrl", "data:text/html,x"],
])("%s that is %j is refused at its field, and stays as typed", async (field, typed) => {
  const { draft } = (await open()).body;
  const answer = await save({ ...draft, [field]: typed });
  expect(answer.status).toBe(422);
  expect(Object.keys(answer.body.errors ?? {})).toEqual([field]);
  expect(answer.body.draft[field]).toBe(typed);
});

test("a country and a currency that no list has any more stay chosen, and are saved again", async () => {
  const own = await makeOrganization(db, "Antilles club");
  const admin = await signedIn(context, own.organizationId, "admin");
  await db.execute(
    sql`update organizations set country = 'AN', currency = 'ANX' where id = ${own.organizationId}`,
  );
  const route = settingsRoute as RouteModule;
  const call = { cookie: admin };
  const { body } = await requestRoute<Answer & Record<string, { code: string }[]>>(
    context,
    route,
    "/admin/settings",
    call,
  );
  expect(body.countries?.map(({ code }) => code)).toContain("AN");
  expect(body.currencies?.map(({ code }) => code)).toContain("ANX");
  const send = (draft: Record<string, string>) =>
    requestRoute<Answer>(context, route, "/admin/settings", { ...call, form: draft });
  expect((await send({ ...body.draft, name: "Caribbean club" })).status).toBe(303);
  const again = await send({ ...body.draft, version: "2", currency: "XXY" });
  expect([again.status, Object.keys(again.body.errors ?? {})]).toEqual([422, ["currency"]]);
});
