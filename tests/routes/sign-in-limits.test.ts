import { expect, test } from "vitest";
import { createRateLimits } from "#app/host/http/rate-limits.ts";
import * as homeRoute from "#app/routes/admin/_index.tsx";
import * as signInRoute from "#app/routes/auth/sign-in.tsx";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeUser, TEST_PASSWORD } from "#tests/support/members.ts";
import { type RouteResponse, requestRoute, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const { organizationId } = await makeOrganization(db, "Studio");
const newMember = () => makeUser(context, { organizationId, role: "owner" });

interface Answered {
  errors?: Record<string, string[]>;
}

/** Sign-ins with limits of their own, by a clock that only the test moves. */
function stage() {
  const clock = { ms: 0 };
  const rateLimits = createRateLimits({ enabled: true, elapsedMs: () => clock.ms });
  const signIn = (
    email: string,
    how: { password?: string; from?: string; cookie?: string | undefined } = {},
  ) => {
    const { password = TEST_PASSWORD, from = "203.0.113.7", cookie } = how;
    const form = { email, password };
    return requestRoute<Answered>(context, signInRoute, "/sign-in", {
      form,
      cookie,
      context: { rateLimits, clientAddress: from },
    });
  };
  return { clock, signIn };
}

/** The address of the nth of many networks. */
const network = (n: number) => (n % 2 === 0 ? `198.51.100.${n}` : `2001:db8:0:${n.toString(16)}::1`);
const wrong = (n: number) => ({ password: `wrong ${n}`, from: network(n) });

/** The cookie that marks the browser as known, as it sends it back. */
const knownCookie = ({ headers }: RouteResponse<Answered>) =>
  headers
    .getSetCookie()
    .find((each) => each.startsWith("known="))
    ?.split(";")[0];

const retryAfter = ({ headers }: RouteResponse<Answered>) => Number(headers.get("Retry-After"));

test("after ten wrong tries from ten networks each further one waits, longer each time, up to a minute", async () => {
  const { clock, signIn } = stage();
  const { email } = await newMember();
  for (let n = 0; n < 10; n++) expect((await signIn(email, wrong(n))).status).toBe(401);
  const waits: number[] = [];
  for (let n = 10; n < 18; n++) {
    const refused = await signIn(email, wrong(n));
    expect(refused).toMatchObject({ status: 429, cookie: undefined });
    waits.push(retryAfter(refused));
    clock.ms += retryAfter(refused) * 1_000;
    expect((await signIn(email, wrong(n + 100))).status).toBe(401);
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  // Nobody is locked out: after the wait the right password signs in from an unknown browser too.
  clock.ms += 60_000;
  expect((await signIn(email, { from: network(300) })).status).toBe(303);
});

test("an address without an account is slowed down in the same way", async () => {
  const { email } = await newMember();
  const answersFor = async (typed: string) => {
    const { signIn } = stage();
    const answers = [];
    for (let n = 0; n < 12; n++) answers.push(await signIn(typed, wrong(n)));
    return answers.map((each) => [each.status, each.headers.get("Retry-After"), each.body.errors]);
  };
  expect(await answersFor("nobody@example.org")).toEqual(await answersFor(email));
});

test("other spellings of an address count as the same account, and other accounts are not slowed", async () => {
  const { signIn } = stage();
  const { email } = await newMember();
  const spellings = [email, email.toUpperCase(), ` ${email} `];
  for (let n = 0; n < 10; n++) await signIn(spellings[n % 3] ?? email, wrong(n));
  expect((await signIn(email, wrong(10))).status).toBe(429);
  expect((await signIn((await newMember()).email, { from: network(11) })).status).toBe(303);
});

test("the owner's known browser signs in while forty networks try at once, with one address or with forty", async () => {
  const { email } = await newMember();
  for (const triedAs of [() => email, (n: number) => `nobody-${n}@example.org`]) {
    const { signIn } = stage();
    const cookie = knownCookie(await signIn(email));
    expect(cookie).toBeDefined();
    const flood = Array.from({ length: 40 }, (_, n) => signIn(triedAs(n), wrong(n)));
    const owner = await signIn(email, { cookie, from: network(200) });
    const statuses = (await Promise.all(flood)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    expect(owner.status).toBe(303);
    expect((await requestRoute(context, homeRoute, "/admin", { cookie: owner.cookie })).status).toBe(200);
  }
});

test("a stranger in the owner's network does not keep the known browser out", async () => {
  const { signIn } = stage();
  const { email } = await newMember();
  const cookie = knownCookie(await signIn(email));
  for (let n = 0; n < 15; n++) await signIn(`nobody-${n}@example.org`, { password: "wrong" });
  expect((await signIn(email)).status).toBe(429);
  expect((await signIn(email, { cookie })).status).toBe(303);
});

test("a known browser is slowed down by its own wrong tries alone", async () => {
  const { clock, signIn } = stage();
  const { email } = await newMember();
  const cookie = knownCookie(await signIn(email));
  for (let n = 0; n < 10; n++) expect((await signIn(email, { ...wrong(n), cookie })).status).toBe(401);
  const refused = await signIn(email, { cookie, from: network(20) });
  expect([refused.status, retryAfter(refused)]).toEqual([429, 1]);
  clock.ms += 1_000;
  expect((await signIn(email, { cookie, from: network(21) })).status).toBe(303);
  // Its tries did not slow the others.
  expect((await signIn(email, { from: network(22) })).status).toBe(303);
});

test("a browser is known to the accounts that it signed in to, and to no others", async () => {
  const { signIn } = stage();
  const [first, second, third] = [await newMember(), await newMember(), await newMember()];
  let cookie = knownCookie(await signIn(first.email, { from: network(50) }));
  cookie = knownCookie(await signIn(second.email, { from: network(51), cookie }));
  for (const { email } of [first, second, third]) {
    for (let n = 0; n < 11; n++) await signIn(email, wrong(n + 60));
  }
  const from = network(90);
  const statuses = [];
  for (const { email } of [first, second, third])
    statuses.push((await signIn(email, { cookie, from })).status);
  expect(statuses).toEqual([303, 303, 429]);
});

test("the cookie holds nothing about the account, and a changed one is worth nothing", async () => {
  const { signIn } = stage();
  const { email, userId } = await newMember();
  const answer = await signIn(email);
  const [header = ""] = answer.headers.getSetCookie().filter((each) => each.startsWith("known="));
  expect(header).toMatch(/^known=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=31536000$/);
  expect(header).not.toContain(userId);
  const cookie = knownCookie(answer) ?? "";
  for (let n = 0; n < 11; n++) await signIn(email, wrong(n));
  const [nonce = "", end = "", proof = ""] = cookie.replace("known=", "").split(".");
  const forged = [
    `${nonce}.${end}.${"A".repeat(22)}`,
    `${"A".repeat(16)}.${end}.${proof}`,
    `${nonce}.zzzzzz.${proof}`,
    `${nonce}.1.${proof}`,
    "",
    "~~~~",
    "x".repeat(4_000),
  ];
  for (const value of forged) {
    expect((await signIn(email, { cookie: `known=${value}`, from: network(20) })).status).toBe(429);
  }
  expect((await signIn(email, { cookie, from: network(21) })).status).toBe(303);
});

test("on https the cookie is bound to our host", async () => {
  const { email } = await newMember();
  const how = { form: { email, password: TEST_PASSWORD }, context: { secure: true } };
  const answer = await requestRoute(context, signInRoute, "/sign-in", how);
  const cookies = answer.headers.getSetCookie();
  expect(cookies.map((each) => each.split("=")[0])).toEqual(["__Host-reservo", "__Host-known"]);
  for (const each of cookies) expect(each).toContain("; Secure; ");
});
