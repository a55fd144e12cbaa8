import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accountCtx } from "#app/auth/account/ctx.server.ts";
import { setForgottenPassword } from "#app/auth/account/forgotten-password.server.ts";
import { deleteLapsedLinks } from "#app/auth/account/links.server.ts";
import { createRateLimits } from "#app/host/http/rate-limits.ts";
import { newToken } from "#app/platform/secrets.ts";
import * as adminRoute from "#app/routes/admin/_index.tsx";
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
const { organizationId } = await makeOrganization(db);
const makeMember = () => makeUser(context, { organizationId, role: "owner" });
const NEW_PASSWORD = "lantern-otter-93";

interface Answered {
  email?: string;
  errors?: Record<string, string[]>;
}

const ask = (email: string, how: RouteRequest = {}) =>
  requestRoute<Answered>(context, forgottenRoute, "/forgotten-password", { form: { email }, ...how });
const open = (path: string) => requestRoute<Answered>(context, newPasswordRoute, path);
const set = (path: string, password = NEW_PASSWORD, how: RouteRequest = {}) =>
  requestRoute<Answered>(context, newPasswordRoute, path, { form: { password }, ...how });
const signIn = (email: string, password: string) =>
  requestRoute(context, signInRoute, "/sign-in", { form: { email, password } });
const isIn = async (cookie: string | undefined) =>
  (await requestRoute(context, adminRoute, "/admin", { cookie })).status === 200;

/** Asks for a link and returns its path. */
async function linkFor(email: string): Promise<string> {
  await ask(email);
  const [mail] = await takeMailsTo(context, email);
  return linkIn(mail);
}

const actionsOf = async (userId: string) => {
  const rows = await db.execute<{ action: string }>(
    sql`select action from audit_log where object_id = ${userId} and action <> 'account.signed-in' order by sequence`,
  );
  return rows.map(({ action }) => action);
};

describe("asking for a link", () => {
  test("mails a link to the address of an account, in whatever case it is typed", async () => {
    const { email, userId } = await makeMember();
    const answer = await ask(` ${email.toUpperCase()} `);
    expect(answer).toMatchObject({ status: 303, location: "/forgotten-password?sent=1" });
    const [mail, ...others] = await takeDueMails(context);
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ to: email, subject: "Choose a new password" });
    expect(linkIn(mail)).toMatch(/^\/new-password\?token=[\w-]{43}$/);
    expect(await actionsOf(userId)).toEqual(["account.password-link-requested"]);
  });

  test("is answered the same for an unknown address, a disabled user and an account with a link, with no mail to the first two", async () => {
    const { email } = await makeMember();
    const disabled = await makeMember();
    await db.execute(sql`update users set disabled_at = now() where id = ${disabled.userId}`);
    const answers = [];
    for (const asked of [email, "nobody@example.org", disabled.email]) {
      const { status, location, body, headers } = await ask(asked);
      answers.push({ status, location, body, headers: [...headers] });
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect((await takeDueMails(context)).map(({ to }) => to)).toEqual([email]);
    expect(await actionsOf(disabled.userId)).toEqual([]);
  });

  test("mails at most three links per account and hour, also to requests at once, and the answer stays the same", async () => {
    const { email, userId } = await makeMember();
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask(email)));
    expect(new Set(answers.map(({ status, location }) => `${status} ${location}`)).size).toBe(1);
    expect(await takeMailsTo(context, email)).toHaveLength(3);
    expect(await actionsOf(userId)).toHaveLength(3);
    await db.execute(
      sql`update account_links set created_at = now() - interval '61 minutes' where user_id = ${userId}`,
    );
    await ask(email);
    expect(await takeMailsTo(context, email)).toHaveLength(1);
  });

  test("is slowed down with 429 after ten requests of one network", async () => {
    const rateLimits = createRateLimits({ enabled: true });
    const statuses = [];
    for (let asked = 0; asked < 11; asked++) {
      statuses.push((await ask("not-an-address", { context: { rateLimits } })).status);
    }
    expect(statuses).toEqual([...Array(10).fill(422), 429]);
  });

  test("keeps what is no address, with a message at the field", async () => {
    const answer = await ask("marta@");
    expect(answer.status).toBe(422);
    expect(answer.body).toEqual({ typed: "marta@", errors: { email: ["Enter your complete email."] } });
  });
});

describe("a link to set a new password", () => {
  test("is not used up by opening it, sets the password once, and is then answered with 410", async () => {
    const { email, userId } = await makeMember();
    const path = await linkFor(email);
    for (let opened = 0; opened < 3; opened++) {
      expect(await open(path)).toMatchObject({ status: 200, body: { email } });
    }
    expect(await set(path)).toMatchObject({ status: 303, location: "/sign-in?done=password" });
    expect((await open(path)).status).toBe(410);
    expect((await set(path, "another-lantern-94")).status).toBe(410);
    expect((await signIn(email, TEST_PASSWORD)).status).toBe(401);
    expect((await signIn(email, NEW_PASSWORD)).status).toBe(303);
    expect(await actionsOf(userId)).toEqual(["account.password-link-requested", "account.password-changed"]);
  });

  test("ends every sign-in of the user and the other links, notifies the address, and signs nobody in", async () => {
    const { email } = await makeMember();
    const bystander = await makeMember();
    const cookies = [
      (await signIn(email, TEST_PASSWORD)).cookie,
      (await signIn(email, TEST_PASSWORD)).cookie,
    ];
    const theirs = (await signIn(bystander.email, TEST_PASSWORD)).cookie;
    const [first, second] = [await linkFor(email), await linkFor(email)];
    const answer = await set(second, NEW_PASSWORD, { cookie: cookies[0] ?? "" });
    expect(answer.cookie).toBeUndefined();
    expect(await Promise.all([...cookies, theirs].map(isIn))).toEqual([false, false, true]);
    expect((await open(first)).status).toBe(410);
    expect((await takeMailsTo(context, email)).map(({ subject }) => subject)).toEqual([
      "Your password was changed",
    ]);
  });

  test("sets one password when it is used twice at once", async () => {
    const { email } = await makeMember();
    const token = (await linkFor(email)).split("=")[1] ?? "";
    const passwords = ["first-lantern-93", "other-lantern-94"];
    // Hashed beforehand, since the requests would wait for each other there.
    const hashes = await Promise.all(passwords.map((each) => context.passwords.hash(each)));
    const ctx = accountCtx(context);
    const results = await Promise.all(
      hashes.map((passwordHash) => setForgottenPassword(ctx, token, { passwordHash, locale: "en" })),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    const won = passwords[results.findIndex(({ ok }) => ok)] ?? "";
    expect((await signIn(email, won)).status).toBe(303);
    expect((await takeMailsTo(context, email)).length).toBe(1);
  });

  test("works for ten minutes", async () => {
    const { email, userId } = await makeMember();
    const path = await linkFor(email);
    const [row] = await db.execute(sql`
      select expires_at - created_at = interval '10 minutes' as ten from account_links where user_id = ${userId}`);
    expect(row?.ten).toBe(true);
    await db.execute(sql`update account_links set expires_at = now() where user_id = ${userId}`);
    expect((await open(path)).status).toBe(410);
    expect((await set(path)).status).toBe(410);
    expect((await signIn(email, TEST_PASSWORD)).status).toBe(303);
  });

  test("is unknown if it was made up, belongs to a disabled user, or confirms an email address", async () => {
    expect((await open(`/new-password?token=${newToken()}`)).status).toBe(410);
    expect((await open("/new-password")).status).toBe(410);
    const { email, userId } = await makeMember();
    const path = await linkFor(email);
    await db.execute(
      sql`update account_links set kind = 'email', email = 'x@example.org' where user_id = ${userId}`,
    );
    expect((await set(path)).status).toBe(410);
    const other = await makeMember();
    const otherPath = await linkFor(other.email);
    await db.execute(sql`update users set disabled_at = now() where id = ${other.userId}`);
    await db.execute(sql`update users set disabled_at = null where id = ${other.userId}`);
    expect((await set(otherPath)).status).toBe(410);
  });

  test("is kept when the password is refused, which is not shown again", async () => {
    const { email } = await makeMember();
    const path = await linkFor(email);
    const answer = await set(path, "qx7-lo");
    expect(answer).toMatchObject({
      status: 422,
      body: { errors: { password: expect.arrayContaining(["Use at least 8 characters."]) } },
    });
    expect(JSON.stringify(answer.body)).not.toContain("qx7-lo");
    expect((await set(path)).status).toBe(303);
  });

  test("is refused with 429 after twenty forms of one network", async () => {
    const { email } = await makeMember();
    const path = await linkFor(email);
    const rateLimits = createRateLimits({ enabled: true });
    const statuses = [];
    for (let sent = 0; sent < 21; sent++) {
      statuses.push((await set(path, "short", { context: { rateLimits } })).status);
    }
    expect(statuses).toEqual([...Array(20).fill(422), 429]);
  });

  test("is deleted with the lapsed ones once it no longer counts towards the mails of the hour", async () => {
    const { email, userId } = await makeMember();
    await linkFor(email);
    const left = async () => {
      await deleteLapsedLinks(db);
      const [row] = await db.execute(
        sql`select count(*)::int as number from account_links where user_id = ${userId}`,
      );
      return row?.number;
    };
    await db.execute(sql`update account_links set expires_at = now() where user_id = ${userId}`);
    expect(await left()).toBe(1);
    await db.execute(
      sql`update account_links set created_at = now() - interval '1 hour' where user_id = ${userId}`,
    );
    expect(await left()).toBe(0);
  });

  test("is stored as a hash only, in the links and in the mails", async () => {
    const { email } = await makeMember();
    await ask(email);
    const [before] = await db.execute(sql`select json_agg(m)::text as text from account_mails m`);
    const [mail] = await takeMailsTo(context, email);
    const token = linkIn(mail).split("=")[1] ?? "";
    const [links] = await db.execute(sql`select json_agg(l)::text as text from account_links l`);
    for (const row of [before, links]) expect(row?.text).not.toContain(token);
    expect(before?.text).not.toContain(email);
  });
});

describe("the pages", () => {
  test("are in the language of the browser, work without scripts, and lead from one to the next", async () => {
    const { email } = await makeMember();
    const signInPage = await site("/sign-in", { languages: "de" });
    expect(signInPage.text).toMatch(/<a [^>]*href="\/forgotten-password"[^>]*>Passwort vergessen\?<\/a>/);
    const asking = await site("/forgotten-password", { languages: "de" });
    expect(asking.text).toMatch(/<form method="post" action="\/forgotten-password"/);
    const form = new URLSearchParams({ email });
    const sent = await site("/forgotten-password", { form, languages: "de" });
    expect((await site(sent.location ?? "", { languages: "de" })).text).toContain(
      "Sehen Sie in Ihr Postfach",
    );
    const [mail] = await takeMailsTo(context, email);
    expect(mail?.subject).toBe("Neues Passwort festlegen");
    const path = linkIn(mail);
    const opened = await site(path, { languages: "de" });
    expect(opened.text).toContain(`action="${path}"`);
    const password = new URLSearchParams({ password: NEW_PASSWORD });
    const done = await site(path, { form: password, languages: "de" });
    expect((await site(done.location ?? "", { languages: "de" })).text).toContain(
      "Ihr neues Passwort ist gespeichert",
    );
    const gone = await site(path, { languages: "de" });
    expect(gone.status).toBe(410);
    expect(gone.text).toContain("Dieser Link gilt nicht mehr");
    expect(gone.text).toContain('href="/forgotten-password"');
  });
});
