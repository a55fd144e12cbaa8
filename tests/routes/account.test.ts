import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { createRateLimits } from "#app/host/http/rate-limits.ts";
import { FORM_KEY } from "#app/platform/http/form-key.ts";
import { newToken } from "#app/platform/secrets.ts";
import * as accountRoute from "#app/routes/admin/account._index.tsx";
import * as emailRoute from "#app/routes/admin/account.email.tsx";
import * as nameRoute from "#app/routes/admin/account.name.tsx";
import * as passwordRoute from "#app/routes/admin/account.password.tsx";
import * as confirmRoute from "#app/routes/auth/confirm-email.tsx";
import * as forgottenRoute from "#app/routes/auth/forgotten-password.tsx";
import * as newPasswordRoute from "#app/routes/auth/new-password.tsx";
import * as signInRoute from "#app/routes/auth/sign-in.tsx";
import { linkIn, takeMailsTo } from "#tests/support/account-links.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeUser, TEST_PASSWORD } from "#tests/support/members.ts";
import { takeDueMails } from "#tests/support/relay.ts";
import { type RouteRequest, requestRoute, testContext } from "#tests/support/remix.ts";
import { createSite } from "#tests/support/site.tsx";

const { db } = await testDatabase();
const context = await testContext(db);
const site = createSite(context);
const { organizationId } = await makeOrganization(db, "Ours");
const NEW_PASSWORD = "lantern-otter-93";

interface Answered {
  name?: string;
  email?: string;
  pendingEmail?: string;
  pending?: string;
  state?: string;
  typed?: string;
  errors?: Record<string, string[]>;
  notice?: string;
}

const signIn = async (email: string, password = TEST_PASSWORD) =>
  requestRoute(context, signInRoute, "/sign-in", { form: { email, password } });

/** Makes a member who is signed in in one browser, and a way to sign them in in another one. */
async function makeMember(role: "owner" | "viewer" = "owner") {
  const user = await makeUser(context, { organizationId, role });
  const { cookie = "" } = await signIn(user.email);
  return { ...user, cookie };
}

const readAccount = (cookie: string | undefined) =>
  requestRoute<Answered>(context, accountRoute, "/admin/account", { cookie });
const isIn = async (cookie: string | undefined) => (await readAccount(cookie)).status === 200;
const rename = (cookie: string, name: string) =>
  requestRoute<Answered>(context, nameRoute, "/admin/account/name", { cookie, form: { name } });

const changePassword = (cookie: string, form: Record<string, string> = {}, how: RouteRequest = {}) =>
  requestRoute<Answered>(context, passwordRoute, "/admin/account/password", {
    cookie,
    form: { currentPassword: TEST_PASSWORD, password: NEW_PASSWORD, ...form },
    ...how,
  });

const changeEmail = (
  cookie: string,
  email: string,
  form: Record<string, string> = {},
  how: RouteRequest = {},
) =>
  requestRoute<Answered>(context, emailRoute, "/admin/account/email", {
    cookie,
    form: { intent: "request", email, currentPassword: TEST_PASSWORD, ...form },
    ...how,
  });
const pendingOf = async (cookie: string) =>
  (await requestRoute<Answered>(context, emailRoute, "/admin/account/email", { cookie })).body.pending;
const confirm = (path: string, how: RouteRequest = {}) =>
  requestRoute<Answered>(context, confirmRoute, path, { form: {}, ...how });
const newAddress = () => `${crypto.randomUUID()}@example.org`;

/** Asks for a new address and returns the path of the link that is mailed to it. */
async function confirmLink(cookie: string, email: string): Promise<string> {
  expect((await changeEmail(cookie, email)).status).toBe(303);
  const [mail] = await takeMailsTo(context, email);
  return linkIn(mail);
}

const logged = async (userId: string) => {
  const rows = await db.execute<{ action: string; actor: string; text: string }>(sql`
    select action, actor_id as actor, a::text as text from audit_log a where object_id = ${userId}
      and action <> 'account.signed-in' order by sequence`);
  return rows.map((row) => ({ ...row }));
};
const actionsOf = async (userId: string) => (await logged(userId)).map(({ action }) => action);

describe("the account", () => {
  test("shows a member of any role their name, address and what is not confirmed yet", async () => {
    const { cookie, email } = await makeMember("viewer");
    const asked = newAddress();
    await changeEmail(cookie, asked);
    expect((await readAccount(cookie)).body).toMatchObject({ name: "Alex", email, pendingEmail: asked });
    const { text } = await site("/admin/o/ours/account", { cookie });
    expect(text).toContain(email);
    expect(text).toContain(asked);
  });

  test("is where the name in the frame leads, and the settings of those who manage none", async () => {
    const viewer = await site("/admin/o/ours", { cookie: (await makeMember("viewer")).cookie });
    const owner = await site("/admin/o/ours", { cookie: (await makeMember()).cookie });
    const linksOf = (text: string) =>
      [...text.matchAll(/href="(\/admin\/o\/ours\/(?:account|settings))"/g)].map(([, to]) => to);
    expect(linksOf(viewer.text)).toEqual(["/admin/o/ours/account", "/admin/o/ours/account"]);
    expect(linksOf(owner.text)).toEqual(["/admin/o/ours/settings", "/admin/o/ours/account"]);
  });
});

describe("the name", () => {
  test("is changed as it is typed but for stray spaces, and an unchanged one is not logged", async () => {
    const { cookie, userId } = await makeMember();
    const saved = await rename(cookie, "  Zoë   Ruiz ");
    expect(saved).toMatchObject({ status: 303, location: "/admin/o/ours/account?saved=name" });
    await rename(cookie, "Zoë Ruiz");
    expect((await readAccount(cookie)).body.name).toBe("Zoë Ruiz");
    const rows = await logged(userId);
    expect(rows.map(({ action, actor }) => [action, actor])).toEqual([["account.name-changed", userId]]);
    expect(rows[0]?.text).not.toContain("Ruiz");
  });

  test.each([" ", "x".repeat(121), "evil.example/path", "https://evil.example"])(
    "is refused as %j, which the form keeps",
    async (name) => {
      const { cookie } = await makeMember();
      const answer = await rename(cookie, name);
      expect(answer).toMatchObject({
        status: 422,
        body: { typed: name, errors: { name: [expect.any(String)] } },
      });
      expect((await readAccount(cookie)).body.name).toBe("Alex");
    },
  );
});

describe("the password", () => {
  test("is changed with the current one, which ends the other sign-ins and renews this one", async () => {
    const { cookie, email, userId } = await makeMember();
    const other = (await signIn(email)).cookie;
    const changed = await changePassword(cookie);
    expect(changed).toMatchObject({ status: 303, location: "/admin/o/ours/account?saved=password" });
    expect(changed.cookie).toMatch(/^reservo=[\w-]{43}$/);
    expect(changed.cookie).not.toBe(cookie);
    // The token before the change is invalid, too: it may have been read by somebody else.
    expect(await Promise.all([changed.cookie, cookie, other].map(isIn))).toEqual([true, false, false]);
    expect((await signIn(email)).status).toBe(401);
    expect((await signIn(email, NEW_PASSWORD)).status).toBe(303);
    expect((await takeMailsTo(context, email)).map(({ subject }) => subject)).toEqual([
      "Your password was changed",
    ]);
    expect(await actionsOf(userId)).toEqual(["account.password-changed"]);
  });

  test.each([
    ["a wrong current password", { currentPassword: "not-the-password" }, "currentPassword"],
    ["no current password", { currentPassword: "" }, "currentPassword"],
    ["a short new one", { password: "short" }, "password"],
    ["a common new one", { password: "password1" }, "password"],
    ["nothing", { currentPassword: "", password: "" }, "currentPassword,password"],
  ])("is not changed with %s", async (_words, form, field) => {
    const { cookie, email, userId } = await makeMember();
    const answer = await changePassword(cookie, form);
    expect(answer.status).toBe(422);
    expect(
      Object.keys(answer.body.errors ?? {})
        .sort()
        .join(),
    ).toBe(field);
    expect(JSON.stringify(answer.body)).not.toMatch(new RegExp(`${TEST_PASSWORD}|${NEW_PASSWORD}|not-the`));
    expect(await isIn(cookie)).toBe(true);
    expect(await takeMailsTo(context, email)).toEqual([]);
    expect(await actionsOf(userId)).toEqual([]);
  });

  test("is guarded by a limit of ten wrong ones per minute and user, of which right ones are no part", async () => {
    const { cookie } = await makeMember();
    const bystander = await makeMember();
    const rateLimits = createRateLimits({ enabled: true });
    const how = { context: { rateLimits } };
    const statuses = [];
    expect((await changeEmail(cookie, newAddress(), {}, how)).status).toBe(303);
    for (let tries = 0; tries < 11; tries++) {
      // Both forms count together.
      const form = { currentPassword: "not-the-password" };
      const isOdd = tries % 2 === 1;
      const answer = isOdd
        ? await changeEmail(cookie, newAddress(), form, how)
        : await changePassword(cookie, form, how);
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([...Array(10).fill(422), 429]);
    expect((await changePassword(cookie, {}, how)).status).toBe(429);
    expect((await changePassword(bystander.cookie, {}, how)).status).toBe(303);
  });

  test("is changed once by forms that are sent at once", async () => {
    const { cookie, email } = await makeMember();
    const passwords = ["first-lantern-93", "other-lantern-94"];
    const answers = await Promise.all(passwords.map((password) => changePassword(cookie, { password })));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
    const won = passwords[answers.findIndex(({ status }) => status === 303)];
    expect((await signIn(email, won)).status).toBe(303);
  });

  test("is not part of the page that asks a signed-out member to sign in again", async () => {
    const form = new URLSearchParams({
      currentPassword: TEST_PASSWORD,
      password: NEW_PASSWORD,
      other: "kept",
    });
    const { status, text } = await site("/admin/o/ours/account/password", { form });
    expect(status).toBe(401);
    expect(text).toContain('value="kept"');
    expect(text).not.toMatch(new RegExp(`${TEST_PASSWORD}|${NEW_PASSWORD}`));
  });

  test("is in no hash that could be guessed without the key of its form", async () => {
    const { cookie } = await makeMember();
    const form = { [FORM_KEY]: newToken() };
    expect((await changePassword(cookie, form)).status).toBe(303);
    const fields = JSON.stringify([
      ["currentPassword", TEST_PASSWORD],
      ["password", NEW_PASSWORD],
    ]);
    const [row] = await db.execute(
      sql`select count(*)::int as stored,
        count(*) filter (where body_hash = sha256(convert_to(${fields}, 'UTF8')))::int as guessed from form_answers`,
    );
    expect(row).toEqual({ stored: 1, guessed: 0 });
  });
});

describe("the email address", () => {
  test("changes when the link at the new address is confirmed, and both addresses are notified", async () => {
    const { cookie, email, userId } = await makeMember();
    const other = (await signIn(email)).cookie;
    const asked = newAddress();
    const path = await confirmLink(cookie, asked);
    expect(path).toMatch(/^\/confirm-email\?token=[\w-]{43}$/);
    for (let opened = 0; opened < 3; opened++) {
      const answer = await requestRoute<Answered>(context, confirmRoute, path);
      expect(answer).toMatchObject({ status: 200, body: { state: "open", email: asked } });
    }
    expect((await readAccount(cookie)).body.email).toBe(email);
    expect(await confirm(path, { cookie })).toMatchObject({
      status: 303,
      location: "/confirm-email?outcome=done",
    });
    expect((await readAccount(cookie)).body).toMatchObject({ email: asked, pendingEmail: undefined });
    expect(await isIn(other)).toBe(false);
    expect((await signIn(email)).status).toBe(401);
    expect((await signIn(asked)).status).toBe(303);
    const [notice] = await takeMailsTo(context, email);
    expect(notice?.subject).toBe("Your email address was changed");
    expect(notice?.text).toContain(asked);
    expect((await confirm(path)).status).toBe(410);
    const rows = await logged(userId);
    expect(rows.map(({ action, actor }) => [action, actor])).toEqual([
      ["account.email-change-requested", userId],
      ["account.email-changed", userId],
    ]);
    expect(rows.map(({ text }) => text).join()).not.toContain("@");
  });

  test("of another account is answered alike and gets no mail", async () => {
    const [{ cookie, userId }, theirs] = [await makeMember(), await makeMember()];
    const asked = newAddress();
    const free = await changeEmail(cookie, asked);
    const freePending = await pendingOf(cookie);
    const taken = await changeEmail(cookie, theirs.email.toUpperCase());
    const { status, location, body } = taken;
    expect({ status, location, body }).toEqual({
      status: free.status,
      location: free.location,
      body: free.body,
    });
    expect(freePending).toBe(asked);
    expect((await pendingOf(cookie))?.toLowerCase()).toBe(theirs.email);
    expect((await takeDueMails(context)).map(({ to }) => to)).toEqual([asked]);
    expect(await actionsOf(userId)).toEqual([
      "account.email-change-requested",
      "account.email-change-requested",
    ]);
  });

  test("that another account has got meanwhile is not taken from it, and the page says so", async () => {
    const { cookie, email } = await makeMember();
    const asked = newAddress();
    const path = await confirmLink(cookie, asked);
    const theirs = await makeUser(context);
    await db.execute(sql`update users set email = ${asked.toUpperCase()} where id = ${theirs.userId}`);
    const answer = await confirm(path);
    expect(answer).toMatchObject({ status: 303, location: "/confirm-email?outcome=taken" });
    const page = await site(answer.location ?? "");
    expect(page.status).toBe(409);
    expect(page.text).toContain("This email has another account");
    expect((await readAccount(cookie)).body.email).toBe(email);
  });

  test("goes to one of two accounts that confirm it at once", async () => {
    const members = [await makeMember(), await makeMember()];
    const asked = newAddress();
    const paths = [];
    for (const { cookie } of members) paths.push(await confirmLink(cookie, asked));
    const answers = await Promise.all(paths.map((path) => confirm(path)));
    expect(answers.map(({ location }) => location).sort()).toEqual([
      "/confirm-email?outcome=done",
      "/confirm-email?outcome=taken",
    ]);
  });

  test("is not changed by a link that was replaced, withdrawn, expired, or made for a password", async () => {
    const { cookie, email, userId } = await makeMember();
    const first = await confirmLink(cookie, newAddress());
    const second = await confirmLink(cookie, newAddress());
    expect((await confirm(first)).status).toBe(410);
    const form = { intent: "cancel" };
    const cancelled = await requestRoute(context, emailRoute, "/admin/account/email", { cookie, form });
    expect(cancelled).toMatchObject({ status: 303, location: "/admin/o/ours/account/email" });
    expect(await pendingOf(cookie)).toBeUndefined();
    expect((await confirm(second)).status).toBe(410);
    const third = await confirmLink(cookie, newAddress());
    const [row] = await db.execute(sql`
      select expires_at - created_at = interval '1 hour' as hour from account_links
      where user_id = ${userId} and expires_at > now()`);
    expect(row?.hour).toBe(true);
    const asPassword = third.replace("/confirm-email", "/new-password");
    expect((await requestRoute(context, newPasswordRoute, asPassword)).status).toBe(410);
    await db.execute(sql`update account_links set expires_at = now() where user_id = ${userId}`);
    expect((await confirm(third)).status).toBe(410);
    expect((await requestRoute(context, confirmRoute, third)).status).toBe(410);
    expect((await readAccount(cookie)).body.email).toBe(email);
    // Withdrawing what is no longer pending changes nothing.
    await requestRoute(context, emailRoute, "/admin/account/email", { cookie, form });
    expect((await actionsOf(userId)).filter((action) => action.endsWith("cancelled"))).toHaveLength(1);
  });

  test("gets at most five links per hour, also if they are withdrawn", async () => {
    const { cookie } = await makeMember();
    const statuses = [];
    for (let asked = 0; asked < 6; asked++) {
      statuses.push((await changeEmail(cookie, newAddress())).status);
      const form = { intent: "cancel" };
      await requestRoute(context, emailRoute, "/admin/account/email", { cookie, form });
    }
    expect(statuses).toEqual([303, 303, 303, 303, 303, 429]);
    expect(await takeDueMails(context)).toHaveLength(5);
  });

  test.each([
    ["no address", "marta@", {}, "email"],
    ["a wrong password", "new@example.org", { currentPassword: "not-the-password" }, "currentPassword"],
  ])("is not asked for with %s, and the form keeps what was typed", async (_words, email, form, field) => {
    const { cookie, userId } = await makeMember();
    const answer = await changeEmail(cookie, email, form);
    expect(answer).toMatchObject({ status: 422, body: { typed: email } });
    expect(Object.keys(answer.body.errors ?? {})).toEqual([field]);
    expect(await pendingOf(cookie)).toBeUndefined();
    expect(await actionsOf(userId)).toEqual([]);
  });

  test("that the member has already is refused at its field", async () => {
    const { cookie, email } = await makeMember();
    const answer = await changeEmail(cookie, email.toUpperCase());
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.body.errors ?? {})).toEqual(["email"]);
  });

  test("ends a link to set a new password that is in the former mailbox", async () => {
    const { cookie, email } = await makeMember();
    await requestRoute(context, forgottenRoute, "/forgotten-password", { form: { email } });
    const [mail] = await takeMailsTo(context, email);
    const link = linkIn(mail);
    await confirm(await confirmLink(cookie, newAddress()));
    expect((await requestRoute(context, newPasswordRoute, link)).status).toBe(410);
  });
});
