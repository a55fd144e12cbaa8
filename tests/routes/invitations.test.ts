import { inArray, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { changeMember } from "#app/auth/change-member.server.ts";
import { deleteOldInvitations } from "#app/auth/invitations.server.ts";
import { createRateLimits } from "#app/host/http/rate-limits.ts";
import { takeDueAccountMails } from "#app/mail/account-mails.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import * as homeRoute from "#app/routes/admin/_index.tsx";
import * as layoutRoute from "#app/routes/admin/layout.tsx";
import * as teamRoute from "#app/routes/admin/team/_index.tsx";
import * as inviteRoute from "#app/routes/admin/team/invite.tsx";
import * as joinRoute from "#app/routes/auth/invitation.tsx";
import { users } from "#db/schema/index.ts";
import { makeOrganization, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { cookieOf, makeUser, TEST_PASSWORD } from "#tests/support/members.ts";
import { type RouteRequest, requestRoute, TEST_ORIGIN, testContext } from "#tests/support/remix.ts";
import { type MadeMember, makeMember, recordedActions, versionOf } from "#tests/support/team.ts";

const { db } = await testDatabase();
const context = await testContext(db);

let ctx: Ctx;
let owner: MadeMember;
let number = 0;

beforeEach(async () => {
  number += 1;
  ctx = await makeOrganization(db, `Club ${number}`);
  owner = await makeMember(context, ctx, "owner");
  await db.execute(sql`delete from account_mails`);
});

const newAddress = () => `${crypto.randomUUID()}@example.org`;
const VALID = { by: "link", role: "desk", scope: "all", days: "7" };

/** Sends the form that invites, as the owner unless somebody else is given. */
function invite(form: Record<string, string | string[]>, by = owner) {
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...VALID, ...form }))
    for (const each of [value].flat()) fields.append(name, each);
  return requestRoute<{ link?: string; notice?: string; errors?: Record<string, string[]> }>(
    context,
    inviteRoute,
    "/admin/team/invite",
    { cookie: by.cookie, form: fields as unknown as Record<string, string> },
  );
}

const tokenIn = (link = "") => new URL(link, TEST_ORIGIN).searchParams.get("token") ?? "";
const inviteByLink = async (form: Record<string, string | string[]> = {}) =>
  tokenIn((await invite(form)).body.link);
/** Invites by mail and returns the token of the link in the mail. */
async function inviteByMail(email: string, form: Record<string, string> = {}) {
  expect((await invite({ by: "email", email, ...form })).status).toBe(303);
  return tokenIn((await mailed()).at(-1)?.path);
}
async function mailed() {
  const due = await takeDueAccountMails(db, testSigner);
  return due.flatMap(({ mail }) => (mail?.kind === "invitation" ? [mail] : []));
}

type Shown = { view: { kind: string; reason?: string; name?: string; email?: string | null } };
const look = (token: string, cookie?: string) =>
  requestRoute<Shown>(context, joinRoute, `/invitation?token=${token}`, { cookie });
const join = (token: string, cookie: string | undefined) =>
  requestRoute(context, joinRoute, `/invitation?token=${token}`, { cookie, form: { intent: "join" } });
const create = (token: string, form: Record<string, string> = {}, how: RouteRequest = {}) =>
  requestRoute<{ typed: Record<string, string>; errors: Record<string, string[]> }>(
    context,
    joinRoute,
    `/invitation?token=${token}`,
    { form: { intent: "create", name: "Ada", password: "lantern-otter-93", ...form }, ...how },
  );
const membersOf = async () => {
  const rows = await db.execute<{
    role: string | null;
    email: string;
  }>(sql`select m.role, u.email from members m
    join users u on u.id = m.user_id where m.organization_id = ${ctx.organizationId} order by m.created_at`);
  return rows.map(({ role, email }) => ({ role, email }));
};
const isIn = async (cookie: string | undefined) =>
  (await requestRoute(context, homeRoute, "/admin", { cookie, params: { slug: `club-${number}` } }))
    .status === 200;

describe("an invitation", () => {
  test("as a link is shown once, and only its hash is stored", async () => {
    const answer = await invite({});
    expect(answer.headers.get("Cache-Control")).toBe("no-store");
    expect(answer.body.link).toMatch(/^http:\/\/localhost:3000\/invitation\?token=[\w-]{43}$/);
    const [stored] = await db.execute(sql`select json_agg(i)::text as text from invitations i`);
    expect(stored?.text).not.toContain(tokenIn(answer.body.link));
    const { body } = await requestRoute<{ invitations: object[] }>(context, teamRoute, "/admin/team", owner);
    expect(body.invitations).toMatchObject([
      { email: null, role: "desk", inviter: "Alex", isExpired: false },
    ]);
    expect(JSON.stringify(body)).not.toContain(tokenIn(answer.body.link));
  });

  test("to an address is mailed to it and not shown, with the names of organisation and inviter", async () => {
    const email = newAddress();
    const answer = await invite({ by: "email", email });
    expect(answer).toMatchObject({ status: 303, location: expect.stringContaining("done=invited") });
    expect(JSON.stringify(answer.body)).not.toContain("token");
    expect(await mailed()).toMatchObject([{ to: email, organization: `Club ${number}`, inviter: "Alex" }]);
    expect(await recordedActions(ctx)).toEqual(["member.invited"]);
    const [row] = await db.execute(sql`select l::text as text from audit_log l
      where organization_id = ${ctx.organizationId}`);
    expect(row?.text).not.toContain(email);
  });

  test("needs an address or says that it is a link, a role, events if it is for events, and a known time", async () => {
    const fieldsOf = async (form: Record<string, string>) =>
      Object.keys((await invite(form)).body.errors ?? {});
    expect(await fieldsOf({ by: "email", email: "nobody" })).toEqual(["email"]);
    expect(await fieldsOf({ role: "owner" })).toEqual(["role"]);
    expect(await fieldsOf({ scope: "events" })).toEqual(["events"]);
    expect(await fieldsOf({ days: "365" })).toEqual(["days"]);
    const { event } = await makeEvent(ctx);
    expect(await fieldsOf({ scope: "events", events: event.id, role: "admin" })).toEqual(["role"]);
    const foreign = await makeEvent(await makeOrganization(db, `Foreign ${number}`));
    expect((await invite({ scope: "events", events: foreign.event.id })).status).toBe(404);
    expect((await invite({ scope: "events", events: "made-up" })).status).toBe(404);
  });

  test("to a member's address is refused, whatever its case", async () => {
    const answer = await invite({ by: "email", email: owner.email.toUpperCase() });
    expect(answer).toMatchObject({ status: 409, body: { notice: expect.stringMatching(/member already/) } });
    expect(await mailed()).toEqual([]);
  });

  test("replaces the pending one of the same address, whose link no longer works", async () => {
    const email = newAddress();
    const [first, second] = [await inviteByMail(email), await inviteByMail(email.toUpperCase())];
    expect(await look(first)).toMatchObject({ status: 410, body: { view: { reason: "revoked" } } });
    expect((await look(second)).status).toBe(200);
  });

  test("is sent again with a new link and the same length, and revoked", async () => {
    const email = newAddress();
    const first = await inviteByMail(email, { days: "30" });
    const act = async (intent: string) => {
      const [row] = await db.execute<{ id: string }>(sql`select id from invitations
        where organization_id = ${ctx.organizationId} and revoked_at is null`);
      const form = { intent, invitation: row?.id ?? "none" };
      return requestRoute(context, teamRoute, "/admin/team", { cookie: owner.cookie, form });
    };
    expect((await act("resend")).status).toBe(303);
    const second = tokenIn((await mailed()).at(-1)?.path);
    expect([(await look(first)).status, (await look(second)).status]).toEqual([410, 200]);
    const [row] = await db.execute<{ days: string }>(sql`select
      round(extract(epoch from expires_at - now()) / 86400) as days from invitations where revoked_at is null
      and organization_id = ${ctx.organizationId}`);
    expect(Number(row?.days)).toBe(30);
    expect((await act("revoke")).status).toBe(303);
    expect((await look(second)).status).toBe(410);
    expect((await act("revoke")).status).toBe(404);
    expect(await recordedActions(ctx)).toEqual([
      "member.invited",
      "member.invitation-resent",
      "member.invitation-revoked",
    ]);
  });

  test("as a link is renewed by a new link, which is shown", async () => {
    const first = await inviteByLink();
    const [row] = await db.execute<{ id: string }>(sql`select id from invitations
      where organization_id = ${ctx.organizationId}`);
    const form = { intent: "resend", invitation: row?.id ?? "" };
    const { body } = await requestRoute<{ link: string }>(context, teamRoute, "/admin/team", {
      cookie: owner.cookie,
      form,
    });
    expect([(await look(first)).status, (await look(tokenIn(body.link))).status]).toEqual([410, 200]);
  });

  test("is one of at most 50 that are pending, also of two sent at the same time", async () => {
    for (let index = 0; index < 49; index += 1) await invite({});
    const answers = await Promise.all([invite({}), invite({ role: "viewer" })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await db.execute(
      sql`update invitations set expires_at = now() where organization_id = ${ctx.organizationId}`,
    );
    expect((await invite({})).status).toBe(200);
  });

  test("is mailed at most 20 times an hour, resent ones included; a link can still be passed on", async () => {
    for (let index = 0; index < 20; index += 1)
      expect((await invite({ by: "email", email: newAddress() })).status).toBe(303);
    const [row] = await db.execute<{ id: string }>(sql`select id from invitations
      where organization_id = ${ctx.organizationId} limit 1`);
    const form = { intent: "resend", invitation: row?.id ?? "" };
    const again = await requestRoute(context, teamRoute, "/admin/team", { cookie: owner.cookie, form });
    expect(again.status).toBe(429);
    // What could not be sent again is still valid.
    const [pending] = await db.execute<{ number: string }>(sql`select count(*) as number from invitations
      where organization_id = ${ctx.organizationId} and revoked_at is null`);
    expect(Number(pending?.number)).toBe(20);
    expect((await invite({ by: "email", email: newAddress() })).status).toBe(429);
    expect((await invite({})).status).toBe(200);
    await db.execute(sql`update invitations set created_at = now() - interval '61 minutes'
      where organization_id = ${ctx.organizationId}`);
    expect((await invite({ by: "email", email: newAddress() })).status).toBe(303);
  });

  test("is deleted a month after it ended, with its address", async () => {
    await inviteByMail(newAddress());
    await deleteOldInvitations(db);
    const count = async () => {
      const [row] = await db.execute<{ number: string }>(sql`select count(*) as number from invitations
        where organization_id = ${ctx.organizationId}`);
      return Number(row?.number);
    };
    expect(await count()).toBe(1);
    await db.execute(sql`update invitations set expires_at = now() - interval '31 days'`);
    await deleteOldInvitations(db);
    expect(await count()).toBe(0);
  });
});

describe("accepting", () => {
  test("takes a button: opening the link three times uses nothing up", async () => {
    const token = await inviteByLink();
    const { userId } = await makeUser(context);
    const cookie = await cookieOf(context, userId);
    for (let index = 0; index < 3; index += 1)
      expect(await look(token, cookie)).toMatchObject({ status: 200, body: { view: { kind: "join" } } });
    expect(await membersOf()).toHaveLength(1);
    expect(await join(token, cookie)).toMatchObject({ status: 303, location: `/admin/o/club-${number}` });
    expect(await isIn(cookie)).toBe(true);
    expect(await recordedActions(ctx)).toEqual(["member.invited", "member.joined"]);
  });

  test("as somebody new creates an account, signs it in and gives the role", async () => {
    const email = newAddress();
    const token = await inviteByMail(email, { role: "editor" });
    expect(await look(token)).toMatchObject({ body: { view: { kind: "signedOut", email } } });
    const answer = await create(token, { email: "other@example.org" });
    expect(answer).toMatchObject({ status: 303, location: `/admin/o/club-${number}` });
    expect(await isIn(answer.cookie)).toBe(true);
    // The address is that of the invitation, whatever the form says.
    expect(await membersOf()).toContainEqual({ role: "editor", email });
  });

  test("a link asks somebody new for an address, and refuses a bad one and a bad password at their fields", async () => {
    const token = await inviteByLink();
    const answer = await create(token, { email: "nobody", password: "password", name: "" });
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.body.errors).sort()).toEqual(["email", "name", "password"]);
    expect(JSON.stringify(answer.body.typed)).not.toContain("password");
    const email = newAddress();
    expect((await create(token, { email })).status).toBe(303);
    expect(await membersOf()).toContainEqual({ role: "desk", email });
  });

  test("for single events gives the role for those that still exist, and none for the organisation", async () => {
    const [kept, gone] = [await makeEvent(ctx), await makeEvent(ctx, { published: false })];
    const token = await inviteByLink({ scope: "events", events: [kept.event.id, gone.event.id] });
    await db.execute(sql`update events set state = 'removed' where id = ${gone.event.id}`);
    const email = newAddress();
    await create(token, { email });
    expect(await membersOf()).toContainEqual({ role: null, email });
    const rows = await db.execute(sql`select event_id, role from event_members
      where organization_id = ${ctx.organizationId}`);
    expect(rows.map((row) => ({ ...row }))).toEqual([{ event_id: kept.event.id, role: "desk" }]);
  });

  test("ends with the last of its events", async () => {
    const { event } = await makeEvent(ctx, { published: false });
    const token = await inviteByLink({ scope: "events", events: event.id });
    await db.execute(sql`update events set state = 'removed' where id = ${event.id}`);
    expect((await look(token)).status).toBe(410);
  });

  test("is for the invited address only: another account is told so, and stays out", async () => {
    const token = await inviteByMail(newAddress());
    const { userId, email } = await makeUser(context);
    const cookie = await cookieOf(context, userId);
    const { status, body } = await look(token, cookie);
    expect([status, body.view]).toEqual([403, { kind: "other", accountEmail: email }]);
    expect(await join(token, cookie)).toMatchObject({ status: 303, location: `/invitation?token=${token}` });
    expect(await membersOf()).toHaveLength(1);
    expect((await look(token)).status).toBe(200);
  });

  test("is no use to a member, and does not use the link up", async () => {
    const token = await inviteByLink();
    expect(await look(token, owner.cookie)).toMatchObject({
      status: 410,
      body: { view: { kind: "already" } },
    });
    await join(token, owner.cookie);
    expect((await look(token)).status).toBe(200);
  });

  test.each([
    ["accepted", sql`accepted_at = now()`],
    ["revoked", sql`revoked_at = now()`],
    ["expired", sql`expires_at = now()`],
  ])("an %s invitation is answered with 410, and hashes nothing", async (reason, change) => {
    const token = await inviteByLink();
    await db.execute(sql`update invitations set ${change} where organization_id = ${ctx.organizationId}`);
    expect(await look(token)).toMatchObject({ status: 410, body: { view: { kind: "ended", reason } } });
    const passwords = { ...context.passwords, hash: () => Promise.reject(new Error("hashed")) };
    const answer = await create(token, { email: newAddress() }, { context: { passwords } });
    expect(answer).toMatchObject({ status: 303, location: `/invitation?token=${token}` });
    expect(await membersOf()).toHaveLength(1);
  });

  test("a link that nothing is known of is answered like one that was replaced", async () => {
    for (const token of ["x".repeat(43), "x", "", "%00"])
      expect(await look(token)).toMatchObject({ status: 410, body: { view: { reason: "revoked" } } });
  });

  test("with an address that has an account changes neither, and costs one hash as a new one does", async () => {
    const { email } = await makeUser(context);
    const token = await inviteByLink();
    const hashed: string[] = [];
    const hash = (password: string) => {
      hashed.push(password);
      return context.passwords.hash(password);
    };
    const watched = { context: { passwords: { ...context.passwords, hash } } };
    const taken = await create(token, { email, password: TEST_PASSWORD }, watched);
    expect(taken).toMatchObject({ status: 409, cookie: undefined });
    expect((await create(token, { email: newAddress() }, watched)).status).toBe(303);
    expect(hashed).toHaveLength(2);
  });

  test("is limited by network, before anything is hashed", async () => {
    const token = await inviteByLink();
    const rateLimits = createRateLimits({ enabled: true });
    const attempt = () => create(token, { password: "short" }, { context: { rateLimits } });
    for (let index = 0; index < 10; index += 1) expect((await attempt()).status).toBe(422);
    expect((await attempt()).status).toBe(429);
  });
});

describe("at the same time", () => {
  test("two buttons of one person make one membership, and both lead on", async () => {
    const token = await inviteByLink();
    const { userId } = await makeUser(context);
    const cookie = await cookieOf(context, userId);
    const answers = await Promise.all([join(token, cookie), join(token, cookie)]);
    expect(answers.map(({ location }) => location)).toEqual(Array(2).fill(`/admin/o/club-${number}`));
    expect(await membersOf()).toHaveLength(2);
  });

  test("of several people with one link, one joins, and no account of the others is left", async () => {
    const token = await inviteByLink();
    const emails = Array.from({ length: 4 }, newAddress);
    const answers = await Promise.all(emails.map((email) => create(token, { email })));
    const joined = answers.filter(({ location }) => location?.startsWith("/admin"));
    expect(joined).toHaveLength(1);
    expect(await membersOf()).toHaveLength(2);
    const accounts = await db.select({ id: users.id }).from(users).where(inArray(users.email, emails));
    expect(accounts).toHaveLength(1);
  });

  test("an invitation that is accepted while it is revoked is one or the other", async () => {
    const token = await inviteByLink();
    const { userId } = await makeUser(context);
    const cookie = await cookieOf(context, userId);
    const [row] = await db.execute<{ id: string }>(sql`select id from invitations
      where organization_id = ${ctx.organizationId}`);
    const form = { intent: "revoke", invitation: row?.id ?? "" };
    const [joined, revoked] = await Promise.all([
      join(token, cookie),
      requestRoute(context, teamRoute, "/admin/team", { cookie: owner.cookie, form }),
    ]);
    const isJoined = joined.location?.startsWith("/admin") ?? false;
    expect(revoked.status).toBe(isJoined ? 404 : 303);
    expect((await membersOf()).length).toBe(isJoined ? 2 : 1);
  });
});

test("the pending invitations of a member who is removed, or no longer manages the team, end with that", async () => {
  const admin = await makeMember(context, ctx, "admin");
  const token = tokenIn((await invite({}, admin)).body.link);
  const version = await versionOf(ctx, admin.userId);
  await changeMember(owner.ctx, admin.userId, { role: "viewer", eventRoles: {}, version });
  expect((await look(token)).status).toBe(410);
});

test("a person with invitations of two organisations chooses between both", async () => {
  const token = await inviteByLink();
  const theirs = await makeMember(context, await makeOrganization(db, `Second ${number}`), "viewer");
  await join(token, theirs.cookie);
  const { body } = await requestRoute<{ organizations: { name: string }[] }>(context, layoutRoute, "/admin", {
    cookie: theirs.cookie,
    params: { slug: `club-${number}` },
  });
  expect(body.organizations.map(({ name }) => name)).toEqual([`Second ${number}`, `Club ${number}`]);
});
