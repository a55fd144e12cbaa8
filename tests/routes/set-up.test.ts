import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { hasOwner, renewSetUpToken } from "#app/auth/set-up.server.ts";
import { createRateLimits } from "#app/host/http/rate-limits.ts";
import * as adminRoute from "#app/routes/admin/_index.tsx";
import * as setUpRoute from "#app/routes/auth/setup.tsx";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeUser } from "#tests/support/members.ts";
import { type RouteRequest, requestRoute, testContext } from "#tests/support/remix.ts";
import { createSite } from "#tests/support/site.tsx";

const { db, owner } = await testDatabase();
const context = await testContext(db);

const FORM = {
  organization: "Riverside Studio",
  timeZone: "Europe/London",
  name: "Olu Owner",
  email: "olu@example.org",
  password: "lantern-otter-93",
};

interface Answered {
  organization: string;
  typed?: Record<string, string>;
  errors?: Record<string, string[]>;
}

const go = (token: string, how: RouteRequest = {}) =>
  requestRoute<Answered>(context, setUpRoute, `/setup?token=${token}`, how);

beforeEach(async () => {
  await owner.db.execute(
    sql`truncate sign_ins, api_keys, members, users, slugs, organizations, settings cascade`,
  );
});

test("the organisation is in the country that is chosen, else in that of its time zone", async () => {
  for (const [chosen, timeZone, stored] of [
    ["AT", "Europe/Berlin", "AT"],
    ["", "Europe/Berlin", "DE"],
    ["", "UTC", null],
  ] as const) {
    await owner.db.execute(sql`truncate sign_ins, members, users, slugs, organizations, settings cascade`);
    const token = await renewSetUpToken(db);
    expect((await go(token, { form: { ...FORM, timeZone, country: chosen } })).status).toBe(303);
    const [row] = await db.execute(sql`select country from organizations`);
    expect(row?.country).toBe(stored);
  }
  const token = await renewSetUpToken(db);
  const wrong = await go(token, { form: { ...FORM, country: "XX" } });
  expect(wrong.body.errors).toHaveProperty("country");
});

test("the link makes the owner, signs them in, and leads to the admin", async () => {
  const token = await renewSetUpToken(db);
  expect(await hasOwner(db)).toBe(false);
  expect((await go(token)).status).toBe(200);
  const answer = await go(token, { form: FORM });
  expect(answer).toMatchObject({ status: 303, location: "/admin" });
  expect(answer.headers.get("Set-Cookie")).toMatch(
    /^reservo=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=/,
  );
  expect((await requestRoute(context, adminRoute, "/admin", { cookie: answer.cookie })).status).toBe(200);
  const rows = await db.execute(sql`
    select m.role, u.email, u.password_hash like '$argon2id$v=19$m=19456,t=2,p=1$%' as hashed, o.name,
      o.contact_email, o.time_zone
    from members m join users u on u.id = m.user_id join organizations o on o.id = m.organization_id`);
  expect([...rows]).toEqual([
    {
      role: "owner",
      email: FORM.email,
      hashed: true,
      name: FORM.organization,
      contact_email: null,
      time_zone: FORM.timeZone,
    },
  ]);
});

test("the owner's address becomes the organisation's contact only where they choose so", async () => {
  const site = createSite(context);
  const token = await renewSetUpToken(db);
  const { text } = await site(`/setup?token=${token}`);
  expect(/<input type="checkbox"[^>]*name="emailPublic"[^>]*>/.exec(text)?.[0]).not.toContain("checked");
  expect((await go(token, { form: { ...FORM, emailPublic: "on" } })).status).toBe(303);
  const [row] = await db.execute(sql`select contact_email from organizations`);
  expect(row?.contact_email).toBe(FORM.email);
});

test("a password made of the owner's own words is refused", async () => {
  const token = await renewSetUpToken(db);
  for (const password of ["riversidestudio", "oluowner2026"]) {
    const answer = await go(token, { form: { ...FORM, password } });
    expect(answer).toMatchObject({ status: 422, body: { errors: { password: [expect.any(String)] } } });
  }
});

test("looking at the link does not use it up, being set up does: then it is gone, with 410", async () => {
  const token = await renewSetUpToken(db);
  for (let looks = 0; looks < 3; looks++) expect((await go(token)).status).toBe(200);
  expect((await go(token, { form: FORM })).status).toBe(303);
  expect((await go(token)).status).toBe(410);
  expect((await go(token, { form: { ...FORM, email: "second@example.org" } })).status).toBe(410);
  const [row] = await db.execute(sql`select count(*)::int as number from users`);
  expect(row?.number).toBe(1);
});

test("of several who open the link at once, one becomes the owner", async () => {
  const token = await renewSetUpToken(db);
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, index) => go(token, { form: { ...FORM, email: `o${index}@example.org` } })),
  );
  expect(answers.map((each) => each.status).sort()).toEqual([303, 410, 410, 410, 410, 410]);
  const [row] = await db.execute(sql`
    select (select count(*)::int from users) as users, (select count(*)::int from organizations) as organizations`);
  expect(row).toEqual({ users: 1, organizations: 1 });
});

test("the organisation that is there becomes the owner's, under the name and zone they give it", async () => {
  const { organizationId } = await makeOrganization(db, "Demo");
  const token = await renewSetUpToken(db);
  expect((await go(token)).body.organization).toBe("Demo");
  await go(token, { form: FORM });
  const rows = await db.execute(sql`select id, name, time_zone from organizations`);
  expect([...rows]).toEqual([{ id: organizationId, name: FORM.organization, time_zone: FORM.timeZone }]);
});

test("a new link ends the one before it; no other token opens anything", async () => {
  const old = await renewSetUpToken(db);
  const token = await renewSetUpToken(db);
  for (const wrong of [old, "", "x", `${token}x`]) {
    expect((await go(wrong)).status).toBe(410);
    expect((await go(wrong, { form: FORM })).status).toBe(410);
  }
  expect(await hasOwner(db)).toBe(false);
  expect((await go(token, { form: FORM })).status).toBe(303);
});

test("zones are chosen by their cities with the time there, and an old name of one is taken too", async () => {
  const site = createSite(context);
  const token = await renewSetUpToken(db);
  const list = async () =>
    /<select[^>]*name="timeZone".*?<\/select>/.exec((await site(`/setup?token=${token}`)).text)?.[0];
  const fresh = await list();
  // The script of the page may choose the browser's zone, while nobody has chosen one.
  expect(fresh).toContain("data-guess");
  expect(fresh).toMatch(
    /<optgroup label="Europe">.*<option value="Europe\/Kyiv">Kyiv \(GMT\+\d, \d\d:\d\d\)<\/option>/,
  );
  expect(fresh).toMatch(/<option value="UTC" selected="">UTC \(GMT\+0, /);
  expect(fresh).not.toMatch(/Kiev|Calcutta/);
  const form = new URLSearchParams({ ...FORM, timeZone: "Asia/Calcutta", password: "short" });
  const { text } = await site(`/setup?token=${token}`, { form });
  expect(text).not.toContain("data-guess");
  expect((await go(token, { form: { ...FORM, timeZone: "Asia/Calcutta" } })).status).toBe(303);
  const [row] = await db.execute(sql`select time_zone from organizations`);
  expect(row?.time_zone).toBe("Asia/Calcutta");
});

test("a wrong link says where the right one is, until there is an owner: then that it was used", async () => {
  const site = createSite(context);
  const token = await renewSetUpToken(db);
  for (const wrong of ["/setup", "/setup?token=x"])
    expect((await site(wrong)).text).toContain("Open the set-up link");
  await go(token, { form: FORM });
  for (const wrong of ["/setup", `/setup?token=${token}`])
    expect((await site(wrong)).text).toContain("This link has been used");
});

test.each([
  ["no organisation", { organization: " " }, "organization"],
  ["no name", { name: "" }, "name"],
  ["a broken e-mail", { email: "olu" }, "email"],
  ["a short password", { password: "short-1" }, "password"],
  ["a password that everybody tries first", { password: "password1" }, "password"],
  ["a zone that there is not", { timeZone: "Mars/Olympus" }, "timeZone"],
])("%s comes back with 422 and what was typed, but never the password", async (_words, typed, field) => {
  const token = await renewSetUpToken(db);
  const { status, body } = await go(token, { form: { ...FORM, ...typed } });
  expect(status).toBe(422);
  expect(Object.keys(body.errors ?? {})).toEqual([field]);
  expect(JSON.stringify(body)).not.toContain({ ...FORM, ...typed }.password);
  expect(await hasOwner(db)).toBe(false);
  expect((await go(token, { form: FORM })).status).toBe(303);
});

test("tries with the link are slowed down with 429 after ten, before anything is parsed, and what was typed is kept", async () => {
  const token = await renewSetUpToken(db);
  const rateLimits = createRateLimits({ enabled: true });
  const statuses = [];
  for (let tries = 0; tries < 10; tries++) {
    statuses.push((await go(token, { form: { ...FORM, email: "no" }, context: { rateLimits } })).status);
  }
  expect(statuses).toEqual(Array(10).fill(422));
  const { password, ...typed } = FORM;
  const answer = await go(token, { form: FORM, context: { rateLimits } });
  expect(answer).toMatchObject({ status: 429, body: { typed } });
  expect(Object.keys(answer.body.errors ?? {})).toEqual([""]);
  expect(JSON.stringify(answer.body)).not.toContain(password);
  expect(await hasOwner(db)).toBe(false);
});

test("a link that is used up, or that nobody has, is answered with 410 before the form is read or a password hashed", async () => {
  const used = await renewSetUpToken(db);
  await go(used, { form: FORM });
  const hashed: string[] = [];
  const passwords = {
    ...context.passwords,
    hash: (password: string) => {
      hashed.push(password);
      return context.passwords.hash(password);
    },
  };
  const rateLimits = createRateLimits({ enabled: true });
  // More tries than the limiter lets pass: a link that is gone does not use up the tries of the next one.
  for (const token of [used, "", "x", `${used}x`, ...Array(10).fill("guess")]) {
    const how = { context: { passwords, rateLimits } };
    expect((await go(token, { ...how, form: FORM })).status).toBe(410);
    expect((await go(token, { ...how, sent: { type: "text/plain", body: "x" } })).status).toBe(410);
  }
  expect(hashed).toEqual([]);
});

test("on https the cookie is bound to our host and never leaves in the clear", async () => {
  const token = await renewSetUpToken(db);
  const answer = await go(token, { form: FORM, context: { secure: true } });
  expect(answer.headers.get("Set-Cookie")).toMatch(
    /^__Host-reservo=.*; Path=\/; HttpOnly; SameSite=Lax; Secure;/,
  );
});

test("an address that has an account already is refused at its field, and the link stays", async () => {
  const token = await renewSetUpToken(db);
  await makeUser(context);
  const [user] = await db.execute<{ email: string }>(sql`select email from users`);
  const taken = await go(token, { form: { ...FORM, email: user?.email.toUpperCase() ?? "" } });
  expect(taken.status).toBe(409);
  expect(Object.keys(taken.body.errors ?? {})).toEqual(["email"]);
  expect((await go(token, { form: FORM })).status).toBe(303);
});
