import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { deleteLapsedSignIns } from "#app/auth/sign-ins.server.ts";
import { createRateLimits } from "#app/host/http/rate-limits.ts";
import * as adminRoute from "#app/routes/admin/_index.tsx";
import * as signInRoute from "#app/routes/auth/sign-in.tsx";
import * as signOutRoute from "#app/routes/auth/sign-out.tsx";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeUser, TEST_PASSWORD } from "#tests/support/members.ts";
import { type RouteRequest, requestRoute, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const { organizationId } = await makeOrganization(db);
const makeMember = () => makeUser(context, { organizationId, role: "owner" });

interface Answered {
  email: string;
  errors: Record<string, string[]>;
}

const signIn = (email: string, how: RouteRequest & { password?: string; next?: string } = {}) =>
  requestRoute<Answered>(
    context,
    signInRoute,
    `/sign-in${how.next ? `?next=${encodeURIComponent(how.next)}` : ""}`,
    {
      form: { email, password: how.password ?? TEST_PASSWORD },
      ...how,
    },
  );
const admin = (cookie: string | undefined) => requestRoute(context, adminRoute, "/admin", { cookie });
const isIn = async (cookie: string | undefined) => (await admin(cookie)).status === 200;

async function signedInMember() {
  const member = await makeMember();
  const { cookie } = await signIn(member.email);
  expect(await isIn(cookie)).toBe(true);
  return { ...member, cookie };
}

test("the right password signs in, whatever the case of the address, and leads to the admin", async () => {
  const { email } = await makeMember();
  const answer = await signIn(` ${email.toUpperCase()} `);
  expect(answer).toMatchObject({ status: 303, location: "/admin" });
  expect(await isIn(answer.cookie)).toBe(true);
  expect(await isIn(undefined)).toBe(false);
  expect(await isIn("reservo=made-up")).toBe(false);
});

test("the database has only the hash of what the cookie holds", async () => {
  const { cookie } = await signedInMember();
  const [row] = await db.execute(sql`select json_agg(s)::text as text from sign_ins s`);
  expect(row?.text).not.toContain(cookie?.split("=")[1]);
});

test("a wrong password and an unknown address are answered alike, with 401 and without a cookie", async () => {
  const { email } = await makeMember();
  const wrong = await signIn(email, { password: `${TEST_PASSWORD}x` });
  const unknown = await signIn("nobody@example.org");
  for (const answer of [wrong, unknown]) expect(answer).toMatchObject({ status: 401, cookie: undefined });
  expect(wrong.body.errors).toEqual(unknown.body.errors);
  expect(wrong.body.email).toBe(email);
  expect(JSON.stringify(wrong.body)).not.toContain(TEST_PASSWORD);
});

test("an unknown address takes a real check, so that its time tells nothing", async () => {
  const checked: string[] = [];
  const { passwords } = context;
  const watched = {
    ...passwords,
    verifyNothing: (password: string) => {
      checked.push(password);
      return passwords.verifyNothing(password);
    },
  };
  await signIn("nobody@example.org", { context: { passwords: watched } });
  expect(checked).toEqual([TEST_PASSWORD]);
});

test.each([
  ["no address", { form: { email: " ", password: "x" } }, "email"],
  ["no password", { form: { email: "a@example.org", password: "" } }, "password"],
])("%s is asked for at its field, with 422", async (_words, how, field) => {
  const answer = await requestRoute<Answered>(context, signInRoute, "/sign-in", how);
  expect(answer.status).toBe(422);
  expect(Object.keys(answer.body.errors)).toEqual([field]);
});

test("signing in ends the sign-in that the browser had, so that nobody can plant one", async () => {
  const planted = (await signedInMember()).cookie;
  const victim = await makeMember();
  const answer = await signIn(victim.email, { cookie: planted });
  expect(answer.cookie).not.toBe(planted);
  expect(await isIn(planted)).toBe(false);
  expect(await isIn(answer.cookie)).toBe(true);
});

test("a token that the server did not give out is not taken over", async () => {
  const { email } = await makeMember();
  const planted = `reservo=${"A".repeat(43)}`;
  await signIn(email, { cookie: planted });
  expect(await isIn(planted)).toBe(false);
});

test("signing out ends the sign-in on the server, so that the old cookie is of no use", async () => {
  const { cookie, email } = await signedInMember();
  const elsewhere = (await signIn(email)).cookie;
  const answer = await requestRoute(context, signOutRoute, "/sign-out", { cookie, form: {} });
  expect(answer).toMatchObject({ status: 303, location: "/sign-in" });
  expect(answer.headers.get("Set-Cookie")).toMatch(/^reservo=; .*Max-Age=0/);
  expect(await isIn(cookie)).toBe(false);
  expect(await isIn(elsewhere)).toBe(true);
});

test("a link to the sign-out page signs nobody out", async () => {
  const { cookie } = await signedInMember();
  expect(await requestRoute(context, signOutRoute, "/sign-out", { cookie })).toMatchObject({
    location: "/sign-in",
  });
  expect(await isIn(cookie)).toBe(true);
});

test("a disabled user is out at once and does not get in again", async () => {
  const { cookie, userId, email } = await signedInMember();
  await db.execute(sql`update users set disabled_at = now() where id = ${userId}`);
  expect(await isIn(cookie)).toBe(false);
  expect((await signIn(email)).status).toBe(401);
});

test.each([
  ["has ended after 12 hours without use", sql`last_seen_at = now() - interval '12 hours 1 second'`, false],
  [
    "lives on after almost 12 hours without use",
    sql`last_seen_at = now() - interval '11 hours 59 minutes'`,
    true,
  ],
  ["has ended after 14 days", sql`expires_at = now() - interval '1 second'`, false],
])("a sign-in %s", async (_words, change, stays) => {
  const { cookie, userId } = await signedInMember();
  await db.execute(sql`update sign_ins set ${change} where user_id = ${userId}`);
  expect(await isIn(cookie)).toBe(stays);
  await deleteLapsedSignIns(db);
  const [row] = await db.execute(sql`select count(*)::int as number from sign_ins where user_id = ${userId}`);
  expect(row?.number).toBe(stays ? 1 : 0);
});

test("use keeps a sign-in alive", async () => {
  const { cookie, userId } = await signedInMember();
  await db.execute(
    sql`update sign_ins set last_seen_at = now() - interval '6 hours' where user_id = ${userId}`,
  );
  await admin(cookie);
  const [row] = await db.execute(sql`
    select last_seen_at > now() - interval '1 minute' as fresh from sign_ins where user_id = ${userId}`);
  expect(row?.fresh).toBe(true);
});

test("someone who is nobody's member does not get into the admin", async () => {
  const { email } = await makeUser(context);
  const { cookie } = await signIn(email);
  // As every organisation of others.
  expect((await admin(cookie)).status).toBe(404);
});

test("guessing is slowed down with 429 after ten tries, the right password too", async () => {
  const { email } = await makeMember();
  const rateLimits = createRateLimits({ enabled: true });
  const statuses = [];
  for (let tries = 0; tries < 10; tries++) {
    statuses.push((await signIn(email, { password: "", context: { rateLimits } })).status);
  }
  expect(statuses).toEqual(Array(10).fill(422));
  expect((await signIn(email, { context: { rateLimits } })).status).toBe(429);
});

test("too many passwords to check at once are refused with 429, in words", async () => {
  const { email } = await makeMember();
  const answers = await Promise.all(Array.from({ length: 40 }, () => signIn(email)));
  expect(new Set(answers.map((each) => each.status))).toEqual(new Set([303, 429]));
});

test.each([
  "//evil.example",
  "/\\evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "\t//evil.example",
])("a next page that is not ours (%s) leads to the admin", async (next) => {
  const { email } = await makeMember();
  expect((await signIn(email, { next })).location).toBe("/admin");
});

test("a next page of ours is where signing in leads", async () => {
  const { email, cookie } = await signedInMember();
  expect((await signIn(email, { next: "/admin/mailbox?x=1" })).location).toBe("/admin/mailbox?x=1");
  const again = await requestRoute(context, signInRoute, "/sign-in?next=/admin/mailbox", { cookie });
  expect(again.location).toBe("/admin/mailbox");
});
