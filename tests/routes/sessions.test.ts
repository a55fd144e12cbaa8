import { sql } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import type { ListedSignIn } from "#app/auth/account/sign-in-list.server.ts";
import { beginSignIn } from "#app/auth/sign-ins.server.ts";
import * as adminRoute from "#app/routes/admin/_index.tsx";
import * as signInsRoute from "#app/routes/admin/account.sign-ins.tsx";
import { openDatabase } from "#db/client.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeUser } from "#tests/support/members.ts";
import { requestRoute, TEST_ORIGIN, testContext } from "#tests/support/remix.ts";
import { createSite } from "#tests/support/site.tsx";

const { db, url } = await testDatabase();
const context = await testContext(db);
/** Another instance, with connections of its own. */
const elsewhere = openDatabase({ url, max: 2 });
afterAll(() => elsewhere.close());
const otherInstance = await testContext(elsewhere.db);
const site = createSite(context);
const { organizationId } = await makeOrganization(db, "Ours");

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

const makeMember = () => makeUser(context, { organizationId, role: "viewer" });

async function signIn(userId: string, userAgent = FIREFOX): Promise<string> {
  const request = new Request(TEST_ORIGIN, { headers: { "User-Agent": userAgent } });
  const cookie = await beginSignIn(context, { userId, request });
  return cookie.split(";")[0] ?? "";
}

const list = async (cookie: string) =>
  (
    await requestRoute<{ signIns: ListedSignIn[] }>(context, signInsRoute, "/admin/account/sign-ins", {
      cookie,
    })
  ).body.signIns;
const post = (cookie: string, form: Record<string, string>) =>
  requestRoute(context, signInsRoute, "/admin/account/sign-ins", { cookie, form });
const isIn = async (cookie: string, at = context) =>
  (await requestRoute(at, adminRoute, "/admin", { cookie })).status === 200;

const actionsBy = async (userId: string) => {
  const rows = await db.execute<{ action: string }>(
    sql`select action from audit_log where actor_id = ${userId} and action <> 'account.signed-in' order by sequence`,
  );
  return rows.map(({ action }) => action);
};

describe("the list of sign-ins", () => {
  test("has the valid ones of this user, this browser's first and named in words", async () => {
    const { userId } = await makeMember();
    const [own, , lapsed] = [
      await signIn(userId),
      await signIn(userId, "curl/8.5.0"),
      await signIn(userId, "old"),
    ];
    await signIn((await makeMember()).userId);
    await db.execute(
      sql`update sign_ins set last_seen_at = now() - interval '13 hours' where user_agent = 'old'`,
    );
    expect(await isIn(lapsed)).toBe(false);
    const listed = await list(own);
    expect(listed.map(({ browser, isThis }) => [browser, isThis])).toEqual([
      [{ browser: "Firefox", system: "Linux" }, true],
      [{ header: "curl/8.5.0" }, false],
    ]);
    expect(JSON.stringify(listed)).not.toContain(own.split("=")[1]);
  });

  test("shows a browser without a name, and none of its markup", async () => {
    const { userId } = await makeMember();
    const [own] = [await signIn(userId), await signIn(userId, ""), await signIn(userId, "<b>bold</b>")];
    const { status, text, failures } = await site("/admin/o/ours/account/sign-ins", { cookie: own });
    expect([status, failures]).toEqual([200, []]);
    expect(text).toContain("Firefox on Linux");
    expect(text).toContain("Unknown browser");
    expect(text).toContain("&lt;b&gt;bold&lt;/b&gt;");
  });

  test("has at most a hundred, with this browser's among them", async () => {
    const { userId } = await makeMember();
    const own = await signIn(userId);
    await db.execute(sql`
      insert into sign_ins (token_hash, user_id, expires_at)
      select sha256(convert_to(${userId} || n, 'UTF8')), ${userId}, now() + interval '1 day' from generate_series(1, 120) n`);
    await db.execute(
      sql`update sign_ins set last_seen_at = now() - interval '1 minute' where user_id = ${userId} and user_agent is not null`,
    );
    const listed = await list(own);
    expect(listed).toHaveLength(100);
    expect(listed.filter(({ isThis }) => isThis)).toHaveLength(1);
  });
});

describe("signing out", () => {
  test("one browser ends its sign-in at once on every instance, and no other", async () => {
    const { userId } = await makeMember();
    const [own, other, third] = [
      await signIn(userId),
      await signIn(userId, "curl/8.5.0"),
      await signIn(userId),
    ];
    expect(await isIn(other, otherInstance)).toBe(true);
    const id = (await list(own)).find(({ browser }) => browser.header === "curl/8.5.0")?.id ?? "";
    expect(await post(own, { intent: "end", id })).toMatchObject({
      status: 303,
      location: "/admin/o/ours/account/sign-ins?ended=1",
    });
    expect(await isIn(other, otherInstance)).toBe(false);
    expect(await isIn(other)).toBe(false);
    expect([await isIn(own, otherInstance), await isIn(third, otherInstance)]).toEqual([true, true]);
    // Again, as if the form had been sent twice.
    expect((await post(own, { intent: "end", id })).status).toBe(303);
    expect(await actionsBy(userId)).toEqual(["account.sign-in-ended"]);
  });

  test("a browser of another user does nothing", async () => {
    const [mine, theirs] = [await makeMember(), await makeMember()];
    const [own, other] = [await signIn(mine.userId), await signIn(theirs.userId)];
    const [{ id } = { id: "" }] = await list(other);
    for (const each of [id, "x", "", crypto.randomUUID()]) await post(own, { intent: "end", id: each });
    expect(await isIn(other)).toBe(true);
    expect(await actionsBy(mine.userId)).toEqual([]);
  });

  test("everywhere else leaves this browser signed in", async () => {
    const { userId } = await makeMember();
    const [own, other, third] = [await signIn(userId), await signIn(userId), await signIn(userId)];
    const bystander = await signIn((await makeMember()).userId);
    expect((await post(own, { intent: "end-others" })).status).toBe(303);
    const each = [own, other, third, bystander].map((cookie) => isIn(cookie, otherInstance));
    expect(await Promise.all(each)).toEqual([true, false, false, true]);
    expect((await post(own, { intent: "end-others" })).status).toBe(303);
    expect(await actionsBy(userId)).toEqual(["account.other-sign-ins-ended"]);
  });
});

describe("a disabled user", () => {
  const change = (userId: string, disabledAt: "now()" | "null") =>
    db.execute(sql`update users set disabled_at = ${sql.raw(disabledAt)} where id = ${userId}`);

  test("is signed out everywhere, and enabling brings no sign-in back", async () => {
    const { userId } = await makeMember();
    const bystander = await signIn((await makeMember()).userId);
    const cookies = [await signIn(userId), await signIn(userId)];
    await change(userId, "now()");
    expect(await Promise.all(cookies.map((cookie) => isIn(cookie, otherInstance)))).toEqual([false, false]);
    await change(userId, "null");
    expect(await Promise.all(cookies.map((cookie) => isIn(cookie)))).toEqual([false, false]);
    const again = await signIn(userId);
    expect(await isIn(again)).toBe(true);
    expect(await isIn(bystander)).toBe(true);
  });

  test("who is disabled once more, or whose other columns change, keeps what there is", async () => {
    const { userId } = await makeMember();
    await change(userId, "now()");
    await change(userId, "null");
    const cookie = await signIn(userId);
    await db.execute(sql`update users set name = 'Zoë' where id = ${userId}`);
    expect(await isIn(cookie)).toBe(true);
  });
});
