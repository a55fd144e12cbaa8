import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { changeMember, transferOwnership } from "#app/auth/change-member.server.ts";
import { leaveOrganization, removeMember } from "#app/auth/remove-member.server.ts";
import { findMember } from "#app/auth/team.server.ts";
import { createKey } from "#app/organizations/api-keys.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import * as homeRoute from "#app/routes/admin/_index.tsx";
import * as bookingRoute from "#app/routes/admin/bookings/$id.tsx";
import * as eventRoute from "#app/routes/admin/events/$id._index.tsx";
import * as teamRoute from "#app/routes/admin/team/_index.tsx";
import * as memberRoute from "#app/routes/admin/team/$id._index.tsx";
import * as removeRoute from "#app/routes/admin/team/$id.remove.tsx";
import * as transferRoute from "#app/routes/admin/team/$id.transfer.tsx";
import * as leaveRoute from "#app/routes/admin/team/leave.tsx";
import * as publicRoute from "#app/routes/public/e.$slug._index.tsx";
import { openDatabase } from "#db/client.ts";
import { bookAsGuest } from "#tests/support/booking-flow.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { requestRoute, testContext } from "#tests/support/remix.ts";
import { type MadeMember, makeMember, recordedActions, versionOf } from "#tests/support/team.ts";

const { db, url } = await testDatabase();
const context = await testContext(db);

let ctx: Ctx;
let owner: MadeMember;
let number = 0;

beforeEach(async () => {
  number += 1;
  ctx = await makeOrganization(db, `Club ${number}`);
  owner = await makeMember(context, ctx, "owner");
});

const rolesOf = async (userId: string) => {
  const member = await findMember(ctx, userId);
  return member && { role: member.role, eventRoles: member.eventRoles };
};
/** Opens the page of a member, as `by`. */
const open = (userId: string, by = owner) =>
  requestRoute<{ refusal?: string; mayTransfer: boolean }>(context, memberRoute, "/admin/team/id", {
    cookie: by.cookie,
    params: { id: userId },
  });
const send = (userId: string, form: Record<string, string>, by = owner) =>
  requestRoute<{
    notice?: string;
    errors?: Record<string, string[]>;
    conflict?: object;
    draft?: { role: string };
  }>(context, memberRoute, "/admin/team/id", { cookie: by.cookie, params: { id: userId }, form });
const change = async (userId: string, role: string, by = owner) =>
  send(userId, { role, version: await versionOf(ctx, userId) }, by);

describe("the list of members", () => {
  test("has every member with role, address and whether two factors are on, in the order of names", async () => {
    const { event } = await makeEvent(ctx);
    const desk = await makeMember(context, ctx, null, { [event.id]: "desk" });
    await db.execute(sql`update users set name = 'Zoë Ångström', totp_secret = '\\x00', totp_since = now(),
      totp_last_step = 0 where id = ${desk.userId}`);
    await makeMember(context, await makeOrganization(db, `Other ${number}`), "owner");
    const { body } = await requestRoute<{ list: { members: object[] } }>(
      context,
      teamRoute,
      "/admin/team",
      owner,
    );
    expect(body.list.members).toMatchObject([
      { userId: owner.userId, email: owner.email, role: "owner", hasTwoFactor: false },
      { userId: desk.userId, role: null, eventRoles: { [event.id]: "desk" }, hasTwoFactor: true },
    ]);
  });

  test("is searched by name and address, and has a hundred members to a page", async () => {
    for (let index = 0; index < 101; index += 1) await makeMember(context, ctx, "viewer");
    await db.execute(sql`update users set name = 'Émile Zola' where id = ${owner.userId}`);
    type Found = { list: { members: { userId: string }[]; next?: string } };
    const list = async (query: string) =>
      (await requestRoute<Found>(context, teamRoute, `/admin/team${query}`, owner)).body.list;
    expect((await list("?q=zola+emile")).members).toMatchObject([{ userId: owner.userId }]);
    expect((await list(`?q=${owner.email.slice(0, 20)}`)).members).toMatchObject([{ userId: owner.userId }]);
    const first = await list("");
    const second = await list(`?after=${first.next}`);
    expect([first.members.length, second.members.length, second.next]).toEqual([100, 2, undefined]);
    const all = new Set([...first.members, ...second.members].map(({ userId }) => userId));
    expect(all.size).toBe(102);
  });
});

describe("a member's roles", () => {
  test("are changed for the organisation and for events together, with one row in the audit log", async () => {
    const [{ event: summer }, { event: winter }] = [await makeEvent(ctx), await makeEvent(ctx)];
    const { userId } = await makeMember(context, ctx, "editor", { [summer.id]: "desk" });
    const before = await recordedActions(ctx);
    const answer = await send(userId, {
      role: "none",
      "eventRoles[0].event": summer.id,
      "eventRoles[0].role": "none",
      "eventRoles[1].event": winter.id,
      "eventRoles[1].role": "check-in",
      version: await versionOf(ctx, userId),
    });
    expect(answer).toMatchObject({ status: 303, location: expect.stringContaining("saved=1") });
    expect(await rolesOf(userId)).toEqual({ role: null, eventRoles: { [winter.id]: "check-in" } });
    expect(await recordedActions(ctx)).toEqual([...before, "member.role-changed"]);
  });

  test("are not recorded as changed when the form changes nothing", async () => {
    const { userId } = await makeMember(context, ctx, "editor");
    const before = await recordedActions(ctx);
    expect((await change(userId, "editor")).status).toBe(303);
    expect(await recordedActions(ctx)).toEqual(before);
  });

  test("cannot be none at all: that is to remove the member", async () => {
    const { userId } = await makeMember(context, ctx, "editor");
    const answer = await change(userId, "none");
    expect(answer).toMatchObject({ status: 422, body: { errors: { role: [expect.any(String)] } } });
    expect(await rolesOf(userId)).toMatchObject({ role: "editor" });
  });

  test("cannot be those of an owner or admin for a single event, nor for another organisation's event", async () => {
    const { event } = await makeEvent(ctx);
    const { event: foreign } = await makeEvent(await makeOrganization(db, `Foreign ${number}`));
    const { userId } = await makeMember(context, ctx, "editor");
    const given = (id: string, role: string) => ({ "eventRoles[0].event": id, "eventRoles[0].role": role });
    const version = await versionOf(ctx, userId);
    const asAdmin = await send(userId, { role: "none", version, ...given(event.id, "admin") });
    expect(asAdmin.status).toBe(422);
    await send(userId, { role: "viewer", version, ...given(foreign.id, "desk") });
    expect(await rolesOf(userId)).toEqual({ role: "viewer", eventRoles: {} });
  });

  test("that another member changed meanwhile are a conflict, which keeps the form and shows what differs", async () => {
    const { userId } = await makeMember(context, ctx, "editor");
    const opened = await versionOf(ctx, userId);
    await change(userId, "desk");
    const answer = await send(userId, { role: "viewer", version: opened });
    const differences = [{ values: { saved: "Desk", typed: "Viewer" } }];
    expect(answer).toMatchObject({
      status: 409,
      body: { draft: { role: "viewer" }, conflict: { differences } },
    });
    expect(await rolesOf(userId)).toMatchObject({ role: "desk" });
    // The form that is shown again overwrites them.
    const { version = "" } = answer.body.draft as { version?: string };
    expect((await send(userId, { role: "viewer", version })).status).toBe(303);
    expect(await rolesOf(userId)).toMatchObject({ role: "viewer" });
  });

  test("are changed by the first of two forms at the same time only", async () => {
    const admin = await makeMember(context, ctx, "admin");
    const { userId } = await makeMember(context, ctx, "editor");
    const version = await versionOf(ctx, userId);
    const answers = await Promise.all([
      send(userId, { role: "desk", version }),
      send(userId, { role: "viewer", version }, admin),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
  });
});

describe("who may change whom", () => {
  test("an admin changes and removes other admins, but neither owners nor themself", async () => {
    const [admin, other] = [await makeMember(context, ctx, "admin"), await makeMember(context, ctx, "admin")];
    expect((await change(other.userId, "editor", admin)).status).toBe(303);
    for (const [userId, role] of [
      [owner.userId, "admin"],
      [other.userId, "owner"],
      [admin.userId, "owner"],
    ] as const) {
      const answer = await change(userId, role, admin);
      expect([role, answer.status, answer.body.notice]).toEqual([role, 403, expect.stringMatching(/owner/)]);
    }
    expect((await change(admin.userId, "viewer", admin)).status).toBe(409);
    expect((await open(owner.userId, admin)).body.refusal).toMatch(/Only owners/);
    expect(await rolesOf(owner.userId)).toMatchObject({ role: "owner" });
  });

  test("an owner appoints another and steps down, but the last one stays", async () => {
    const { userId } = await makeMember(context, ctx, "admin");
    const answer = await change(owner.userId, "admin");
    expect(answer).toMatchObject({ status: 409, body: { notice: expect.stringMatching(/needs an owner/) } });
    expect((await change(userId, "owner")).status).toBe(303);
    expect((await change(owner.userId, "admin")).status).toBe(303);
    expect(await rolesOf(owner.userId)).toMatchObject({ role: "admin" });
  });

  test("two owners who dismiss each other at the same time leave one", async () => {
    const second = await makeMember(context, ctx, "owner");
    const [ofFirst, ofSecond] = [await versionOf(ctx, owner.userId), await versionOf(ctx, second.userId)];
    const results = await Promise.all([
      changeMember(owner.ctx, second.userId, { role: "viewer", eventRoles: {}, version: ofSecond }),
      changeMember(second.ctx, owner.userId, { role: "viewer", eventRoles: {}, version: ofFirst }),
    ]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.find(({ ok }) => !ok)).toMatchObject({ refusal: "TEAM_FORBIDDEN" });
  });

  test("two owners who leave at the same time leave one", async () => {
    const second = await makeMember(context, ctx, "owner");
    const results = await Promise.all([leaveOrganization(owner.ctx), leaveOrganization(second.ctx)]);
    expect(results).toContainEqual({ ok: true });
    expect(results).toContainEqual({ ok: false, refusal: "LAST_OWNER" });
  });

  test("a member who lost the role between opening and sending changes nobody", async () => {
    const admin = await makeMember(context, ctx, "admin");
    const { userId } = await makeMember(context, ctx, "viewer");
    await db.execute(sql`update members set role = 'viewer' where user_id = ${admin.userId}`);
    const version = await versionOf(ctx, userId);
    const result = await changeMember(admin.ctx, userId, { role: "editor", eventRoles: {}, version });
    expect(result).toEqual({ ok: false, refusal: "TEAM_FORBIDDEN" });
  });
});

describe("ownership", () => {
  const transfer = async (userId: string, by = owner) =>
    requestRoute(context, transferRoute, "/admin/team/id/transfer", {
      cookie: by.cookie,
      params: { id: userId },
      form: { version: await versionOf(ctx, userId) },
    });

  test("is transferred to a member, and the former owner is an admin", async () => {
    const { userId } = await makeMember(context, ctx, "desk");
    expect((await open(userId)).body.mayTransfer).toBe(true);
    expect(await transfer(userId)).toMatchObject({ status: 303 });
    expect(await rolesOf(userId)).toMatchObject({ role: "owner" });
    expect(await rolesOf(owner.userId)).toMatchObject({ role: "admin" });
    expect(await recordedActions(ctx)).toContain("member.ownership-transferred");
  });

  test("is transferred by owners only, and not to oneself", async () => {
    const admin = await makeMember(context, ctx, "admin");
    expect((await transfer(admin.userId, admin)).status).toBe(403);
    const version = await versionOf(ctx, owner.userId);
    expect(await transferOwnership(owner.ctx, owner.userId, version)).toMatchObject({ ok: false });
    expect(await rolesOf(owner.userId)).toMatchObject({ role: "owner" });
  });
});

describe("a member who is removed", () => {
  const remove = async (userId: string, by = owner) =>
    requestRoute<{ notice?: string }>(context, removeRoute, "/admin/team/id/remove", {
      cookie: by.cookie,
      params: { id: userId },
      form: { version: await versionOf(ctx, userId) },
    });

  test("is out at once on every instance, and their keys stay", async () => {
    const editor = await makeMember(context, ctx, "editor");
    const other = openDatabase({ url, max: 2 });
    try {
      const slug = `club-${number}`;
      const onOther = () =>
        requestRoute(context, homeRoute, "/admin", {
          cookie: editor.cookie,
          params: { slug },
          context: { db: other.db },
        });
      expect((await onOther()).status).toBe(200);
      await createKey(editor.ctx, { name: "Till", scopes: ["read"] });
      expect((await remove(editor.userId)).status).toBe(303);
      expect((await onOther()).status).toBe(404);
    } finally {
      await other.close();
    }
    const [key] = await db.execute(sql`select name, created_by from api_keys
      where organization_id = ${ctx.organizationId}`);
    expect(key).toMatchObject({ name: "Till", created_by: editor.userId });
    expect(await recordedActions(ctx)).toContain("member.removed");
  });

  test("is not an owner where an admin removes, nor the last owner", async () => {
    const admin = await makeMember(context, ctx, "admin");
    expect((await remove(owner.userId, admin)).status).toBe(403);
    expect(await remove(owner.userId)).toMatchObject({ status: 409 });
    expect(await rolesOf(owner.userId)).toMatchObject({ role: "owner" });
  });

  test("is not removed by a page that showed other roles", async () => {
    const { userId } = await makeMember(context, ctx, "editor");
    const version = await versionOf(ctx, userId);
    await change(userId, "admin");
    expect(await removeMember(owner.ctx, userId, version)).toEqual({ ok: false, refusal: "MEMBER_CHANGED" });
  });

  test("leaves by themself after a confirmation", async () => {
    const editor = await makeMember(context, ctx, "editor");
    const leave = (form: Record<string, string>) =>
      requestRoute(context, leaveRoute, "/admin/team/leave", { cookie: editor.cookie, form });
    expect((await leave({})).status).toBe(422);
    expect(await leave({ sure: "on" })).toMatchObject({ status: 303, location: "/admin" });
    expect(await rolesOf(editor.userId)).toBeUndefined();
    expect(await recordedActions(ctx)).toContain("member.left");
  });
});

test("a member of one event sees that event and its bookings, and nothing of others", async () => {
  const [own, other] = [await makeEvent(ctx, { title: "Own" }), await makeEvent(ctx, { title: "Other" })];
  const [booked, foreign] = [await bookAsGuest(ctx, own), await bookAsGuest(ctx, other)];
  const { cookie } = await makeMember(context, ctx, null, { [own.event.id]: "desk" });
  type Home = { events: { title: string }[]; mayCreate: boolean };
  const { body } = await requestRoute<Home>(context, homeRoute, "/admin", { cookie });
  expect([body.events.map(({ title }) => title), body.mayCreate]).toEqual([["Own"], false]);
  const statusOf = async (route: typeof eventRoute | typeof bookingRoute, id: string) =>
    (await requestRoute(context, route, "/admin/x/id", { cookie, params: { id } })).status;
  expect(await statusOf(eventRoute, own.event.id)).toBe(200);
  expect(await statusOf(bookingRoute, booked.bookingId)).toBe(200);
  expect(await statusOf(eventRoute, other.event.id)).toBe(404);
  expect(await statusOf(bookingRoute, foreign.bookingId)).toBe(404);
});

test("a member of one event previews its draft, and neither the draft nor the private page of another event", async () => {
  const own = await makeEvent(ctx, { published: false });
  const draft = await makeEvent(ctx, { published: false });
  const hidden = await makeEvent(ctx, { visibility: "private", accessCode: "Harvest 27" });
  const { cookie } = await makeMember(context, ctx, null, { [own.event.id]: "desk" });
  const statusOf = async ({ event: { slug } }: typeof own, as = cookie) =>
    (await requestRoute(context, publicRoute, `/e/${slug}`, { cookie: as, params: { slug } })).status;
  expect([await statusOf(own), await statusOf(draft), await statusOf(hidden)]).toEqual([200, 404, 403]);
  expect([await statusOf(draft, owner.cookie), await statusOf(hidden, owner.cookie)]).toEqual([200, 200]);
});

test("a viewer sees an event and how full it is, but no name or address of those who booked", async () => {
  const made = await makeEvent(ctx);
  await bookAsGuest(ctx, made);
  const names = async (role: "viewer" | "check-in") => {
    const { cookie } = await makeMember(context, ctx, role);
    const params = { id: made.event.id };
    const { body } = await requestRoute<{ page?: { bookings: object[] } }>(
      context,
      eventRoute,
      "/admin/events/id",
      {
        cookie,
        params,
      },
    );
    return body.page?.bookings.length;
  };
  expect([await names("viewer"), await names("check-in")]).toEqual([undefined, 1]);
});
