import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import { expect, test } from "vitest";
import type { SignedOut } from "#app/auth/signed-out.ts";
import { createRateLimits } from "#app/host/http/rate-limits.ts";
import { takeDueAccountMails } from "#app/mail/account-mails.server.ts";
import * as homeRoute from "#app/routes/admin/_index.tsx";
import * as twoFactorRoute from "#app/routes/admin/account.two-factor.tsx";
import * as newKeyRoute from "#app/routes/admin/developers/keys.new.tsx";
import * as signInRoute from "#app/routes/auth/sign-in.tsx";
import { apiKeys, auditLog, NO_ORGANIZATION, recoveryCodes, users } from "#db/schema/index.ts";
import { makeOrganization, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeUser, TEST_PASSWORD } from "#tests/support/members.ts";
import { type RouteRequest, requestRoute, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const { organizationId } = await makeOrganization(db, "Studio");

interface Shown {
  next: string;
  on?: { since: string; recoveryCodesLeft: number };
  pending?: { sealed: string; key: string; qr: { size: number; path: string } };
  recoveryCodes?: string[];
  errors?: Record<string, string[]>;
  typed?: { code: string; recoveryCode: string };
}

interface Answered {
  errors?: Record<string, string[]>;
  proof?: string;
}

const page = (cookie: string | undefined, form?: Record<string, string>, how: RouteRequest = {}) =>
  requestRoute<Shown>(context, twoFactorRoute, "/admin/account/two-factor", { cookie, form, ...how });
const signIn = (form: Record<string, string>, how: RouteRequest = {}) =>
  requestRoute<Answered>(context, signInRoute, "/sign-in", { form, ...how });
const isIn = async (cookie: string | undefined) =>
  (await requestRoute(context, homeRoute, "/admin", { cookie })).status === 200;

/** The code of the app `steps` of 30 seconds from now. */
const codeOf = (key: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(key.replaceAll(" ", "")) }).generate({
    timestamp: Date.now() + steps * 30_000,
  });

/** Makes a code valid again that was accepted before, as time does. */
const forgetStep = (userId: string) => db.update(users).set({ totpLastStep: 0 }).where(eq(users.id, userId));

async function newMember() {
  const member = await makeUser(context, { organizationId, role: "owner" });
  const { cookie } = await signIn({ email: member.email, password: TEST_PASSWORD });
  return { ...member, cookie };
}

/** A member with two-factor authentication, whose app's codes are all still unused. */
async function protectedMember() {
  const member = await newMember();
  const { pending } = (await page(member.cookie)).body;
  const key = pending?.key ?? "";
  const form = { intent: "on", pending: pending?.sealed ?? "", code: codeOf(key), password: TEST_PASSWORD };
  const { status, body } = await page(member.cookie, form);
  expect(status).toBe(200);
  await forgetStep(member.userId);
  return { ...member, key, recoveryCodes: body.recoveryCodes ?? [] };
}

const passwordStep = async (email: string) =>
  (await signIn({ email, password: TEST_PASSWORD })).body.proof ?? "";

const audited = async (userId: string) => {
  const rows = await db
    .select({ action: auditLog.action, after: auditLog.after })
    .from(auditLog)
    .where(
      and(
        eq(auditLog.organizationId, NO_ORGANIZATION),
        eq(auditLog.objectId, userId),
        ne(auditLog.action, "account.signed-in"),
      ),
    )
    .orderBy(auditLog.sequence);
  // Sign-ins are logged too.
  return rows.map(({ action }) => action).filter((action) => !/signed-(in|out)$/.test(action));
};

const mailsTo = async (email: string) =>
  (await takeDueAccountMails(db, testSigner)).flatMap(({ mail }) => (mail?.to === email ? [mail.kind] : []));

test("the page shows a secret, stores nothing of it, and turns on with a code of it and the password", async () => {
  const { cookie, userId, email } = await newMember();
  const elsewhere = (await signIn({ email, password: TEST_PASSWORD })).cookie;
  const { body } = await page(cookie);
  const key = body.pending?.key ?? "";
  expect(key.replaceAll(" ", "")).toMatch(/^[A-Z2-7]{32}$/);
  expect(body.pending?.sealed).not.toContain(key.replaceAll(" ", ""));
  const form = { intent: "on", pending: body.pending?.sealed ?? "", password: TEST_PASSWORD };
  // The key and its picture stay the same after an error, since the app has them already.
  const wrong = await page(cookie, { ...form, code: "000000" });
  expect(wrong).toMatchObject({ status: 422, body: { pending: { key, qr: body.pending?.qr } } });
  expect(Object.keys(wrong.body.errors ?? {})).toEqual(["code"]);
  expect(wrong.body.typed?.code).toBe("000000");
  const noPassword = await page(cookie, { ...form, code: codeOf(key), password: "wrong" });
  expect(Object.keys(noPassword.body.errors ?? {})).toEqual(["password"]);
  expect((await page(cookie)).body.on).toBeUndefined();

  const answer = await page(cookie, { ...form, code: codeOf(key) });
  expect(answer.headers.get("Cache-Control")).toBe("no-store");
  const codes = answer.body.recoveryCodes ?? [];
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/);
  expect((await page(cookie)).body.on?.recoveryCodesLeft).toBe(10);
  expect([await isIn(cookie), await isIn(elsewhere)]).toEqual([true, false]);
  const stored = await db.execute(sql`
    select (select json_agg(u)::text from users u where id = ${userId}) as users,
      (select json_agg(r)::text from recovery_codes r) as codes`);
  expect(JSON.stringify(stored)).not.toContain(key.replaceAll(" ", ""));
  for (const code of codes) expect(JSON.stringify(stored)).not.toContain(code);
  expect(await audited(userId)).toEqual(["account.two-factor-turned-on"]);
  expect(await mailsTo(email)).toEqual(["two-factor-on"]);
});

test("a secret of another member's page is not accepted", async () => {
  const [own, other] = [await newMember(), await newMember()];
  const { pending } = (await page(other.cookie)).body;
  const form = { intent: "on", pending: pending?.sealed ?? "", code: codeOf(pending?.key ?? "") };
  for (const sealed of [form.pending, "", "x", "A".repeat(80)]) {
    const answer = await page(own.cookie, { ...form, pending: sealed, password: TEST_PASSWORD });
    expect(answer.status).toBe(422);
  }
  expect((await page(own.cookie)).body.on).toBeUndefined();
});

test("the right password alone signs nobody in who has two-factor authentication; its code does, once", async () => {
  const { email, key, cookie: former } = await protectedMember();
  const first = await signIn({ email, password: TEST_PASSWORD }, { cookie: former });
  expect(first).toMatchObject({ status: 200, cookie: undefined, body: { errors: {} } });
  const proof = first.body.proof ?? "";
  expect(proof).not.toBe("");
  const code = codeOf(key);
  const second = await signIn({ email, proof, code }, { cookie: former });
  expect(second).toMatchObject({ status: 303, location: "/admin" });
  expect([await isIn(second.cookie), await isIn(former)]).toEqual([true, false]);
  // A replay of the code, and a code of the step before, are refused; the next step's is not.
  const replayed = await signIn({ email, proof: await passwordStep(email), code });
  expect(replayed).toMatchObject({ status: 401, cookie: undefined });
  expect(Object.keys(replayed.body.errors ?? {})).toEqual(["code"]);
  expect((await signIn({ email, proof, code: codeOf(key, -1) })).status).toBe(401);
  expect((await signIn({ email, proof, code: codeOf(key, 1) })).status).toBe(303);
});

test("of two concurrent posts of one code, one signs in", async () => {
  const { email, key } = await protectedMember();
  const form = { email, proof: await passwordStep(email), code: codeOf(key) };
  const answers = await Promise.all(Array.from({ length: 6 }, () => signIn(form)));
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 401, 401, 401, 401, 401]);
});

test("a recovery code signs in once, however it is written, and the page counts those left", async () => {
  const { email, userId, recoveryCodes: codes } = await protectedMember();
  const proof = await passwordStep(email);
  const recoveryCode = ` ${codes[0]?.toUpperCase().replaceAll("-", " ")} `;
  const answers = await Promise.all([1, 2, 3].map(() => signIn({ email, proof, recoveryCode })));
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 401, 401]);
  const { cookie } = answers.find(({ status }) => status === 303) ?? {};
  expect((await page(cookie)).body.on?.recoveryCodesLeft).toBe(9);
  const again = await signIn({ email, proof, recoveryCode });
  expect([again.status, Object.keys(again.body.errors ?? {})]).toEqual([401, ["recoveryCode"]]);
  expect(await audited(userId)).toEqual(["account.two-factor-turned-on", "account.recovery-code-used"]);
});

test("another member's codes are of no use", async () => {
  const [own, other] = [await protectedMember(), await protectedMember()];
  const proof = await passwordStep(own.email);
  expect((await signIn({ proof, code: codeOf(other.key) })).status).toBe(401);
  expect((await signIn({ proof, recoveryCode: other.recoveryCodes[0] ?? "" })).status).toBe(401);
});

test.each([
  ["made up", () => "A".repeat(200), undefined],
  ["cut off", (proof: string) => proof.slice(0, -4), undefined],
  ["from before the password was changed", (proof: string) => proof, sql`password_hash = 'another'`],
  ["of a disabled user", (proof: string) => proof, sql`disabled_at = now()`],
])("a proof that is %s leads back to the password", async (_words, change, update) => {
  const { email, userId, key } = await protectedMember();
  const proof = change(await passwordStep(email));
  if (update) await db.execute(sql`update users set ${update} where id = ${userId}`);
  const answer = await signIn({ email, proof, code: codeOf(key) });
  expect(answer).toMatchObject({ status: 401, cookie: undefined });
  expect(answer.body.proof).toBeUndefined();
});

test("new recovery codes replace the old ones, for a code and the password", async () => {
  const { cookie, email, userId, key, recoveryCodes: old } = await protectedMember();
  const form = { intent: "renew", password: TEST_PASSWORD };
  expect((await page(cookie, { ...form, code: "000000" })).status).toBe(422);
  expect((await page(cookie, { ...form, password: "wrong", code: codeOf(key) })).status).toBe(422);
  const { body } = await page(cookie, { ...form, code: codeOf(key) });
  expect(body.recoveryCodes).toHaveLength(10);
  const proof = await passwordStep(email);
  expect((await signIn({ proof, recoveryCode: old[0] ?? "" })).status).toBe(401);
  expect((await signIn({ proof, recoveryCode: body.recoveryCodes?.[0] ?? "" })).status).toBe(303);
  expect(
    (await audited(userId)).filter((action) => action === "account.recovery-codes-renewed"),
  ).toHaveLength(1);
});

test("it is turned off with a code and the password, which ends the other sign-ins and deletes the codes", async () => {
  const { cookie, email, userId, key, recoveryCodes: codes } = await protectedMember();
  const proof = await passwordStep(email);
  const elsewhere = (await signIn({ proof, recoveryCode: codes[0] ?? "" })).cookie;
  await mailsTo(email);
  const form = { intent: "off", password: TEST_PASSWORD };
  expect((await page(cookie, { ...form, code: "" })).status).toBe(422);
  expect((await page(cookie, { ...form, password: "", code: codeOf(key) })).status).toBe(422);
  const answer = await page(cookie, { ...form, code: codeOf(key) });
  expect(answer).toMatchObject({ status: 303, location: expect.stringMatching(/two-factor\?off=1$/) });
  expect([await isIn(cookie), await isIn(elsewhere)]).toEqual([true, false]);
  expect((await signIn({ email, password: TEST_PASSWORD })).status).toBe(303);
  expect(await db.select().from(recoveryCodes).where(eq(recoveryCodes.userId, userId))).toEqual([]);
  expect((await audited(userId)).at(-1)).toBe("account.two-factor-turned-off");
  expect(await mailsTo(email)).toEqual(["two-factor-off"]);
  expect((await page(cookie, { ...form, code: codeOf(key) })).status).toBe(409);
});

test("wrong codes are limited per account, which leaves the password step and other accounts alone", async () => {
  const rateLimits = createRateLimits({ enabled: true });
  const how = (n: number) => ({ context: { rateLimits, clientAddress: `198.51.100.${n}` } });
  const { email, key } = await protectedMember();
  const other = await protectedMember();
  const proof = await passwordStep(email);
  for (let n = 0; n < 5; n++) expect((await signIn({ proof, code: "000000" }, how(n))).status).toBe(401);
  const limited = await signIn({ proof, code: codeOf(key) }, how(9));
  expect(limited).toMatchObject({ status: 429, cookie: undefined, body: { proof } });
  expect(Number(limited.headers.get("Retry-After"))).toBeGreaterThan(0);
  expect((await signIn({ email, password: TEST_PASSWORD }, how(10))).status).toBe(200);
  const ofOther = await passwordStep(other.email);
  expect((await signIn({ proof: ofOther, code: codeOf(other.key) }, how(11))).status).toBe(303);
});

test("a form submitted after the sign-in has ended asks for the code too, and is then processed", async () => {
  const { email, key } = await protectedMember();
  const form = { name: "Two steps", scopes: "read", lifetime: "90" };
  const post = (more: Record<string, string>) =>
    requestRoute(context, newKeyRoute, "/admin/o/studio/developers/keys/new", {
      params: { slug: "studio" },
      form: { ...form, ...more },
    });
  const asked = await thrownBy(() => post({ signInEmail: email, signInPassword: TEST_PASSWORD }));
  expect(asked.status).toBe(401);
  expect(asked.body).toMatchObject({ problem: "signedOut", email, kept: Object.entries(form), errors: {} });
  const { proof = "" } = asked.body;
  const wrong = await thrownBy(() => post({ signInEmail: email, signInProof: proof, signInCode: "000000" }));
  expect(wrong.body).toMatchObject({ proof, code: "000000", kept: Object.entries(form) });
  expect(Object.keys(wrong.body.errors ?? {})).toEqual(["signInCode"]);
  const saved = await post({ signInEmail: email, signInProof: proof, signInCode: codeOf(key) });
  expect(saved).toMatchObject({ status: 200, cookie: expect.stringMatching(/^reservo=/) });
  const keys = await db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.name, "Two steps"), isNull(apiKeys.revokedAt)));
  expect(keys).toHaveLength(1);
});

/** The page that is thrown in place of a response. */
async function thrownBy(act: () => Promise<{ status: number; response?: Response }>) {
  const { status, response } = await act();
  return { status, body: (await response?.clone().json()) as Partial<SignedOut> };
}
