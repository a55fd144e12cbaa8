import { beforeAll, describe, expect, it } from "vitest";
import type { Account } from "#app/admin/member.server.ts";
import {
  CAPABILITIES,
  type Capability,
  type CapabilitySet,
  can,
  capabilitiesOf,
  type Permissions,
  permissionsOf,
  ROLES,
} from "#app/auth/capabilities.ts";
import { bookSeats } from "#app/checkout/book-seats.server.ts";
import { createKey } from "#app/organizations/api-keys.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { newToken } from "#app/platform/secrets.ts";
import { createEndpoint } from "#app/webhooks/endpoints.server.ts";
import { accountAccess } from "#tests/support/account-access.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { makeUser, signedIn } from "#tests/support/members.ts";
import { type RouteModule, type RouteRequest, requestRoute, testContext } from "#tests/support/remix.ts";
import { routeNameOf } from "#tests/support/route-modules.ts";
import { type Access, teamAccess } from "#tests/support/team-access.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const [ours, theirs] = [await makeOrganization(db, "Ours"), await makeOrganization(db, "Theirs")];
/** The name of ours in addresses. */
const ourSlug = "ours";
const [ourEvent, theirEvent] = [await makeEvent(ours), await makeEvent(theirs)];
const otherEvent = await makeEvent(ours);
const ourDraft = await makeEvent(ours, { published: false });
const keyIn = async (ctx: Ctx) => (await createKey(ctx, { name: "Till", scopes: ["read"] })).key.id;
const [ourKey, theirKey] = [await keyIn(ours), await keyIn(theirs)];
const webhookIn = async (ctx: Ctx) => {
  const input = { url: "https://hooks.example/", description: "", types: ["booking.held"] as const };
  const made = await createEndpoint(ctx, input);
  return made.ok ? made.endpoint.id : "";
};
const [ourWebhook, theirWebhook] = [await webhookIn(ours), await webhookIn(theirs)];
const bookingIn = async (ctx: Ctx, made: MadeEvent) => {
  const booker = { name: "Ada Guest", email: "ada@example.org", locale: "en" };
  const { event, session } = made;
  const booked = await bookSeats(ctx, {
    event,
    session,
    seats: 1,
    booker,
    formToken: newToken(),
  });
  return booked.ok ? booked.bookingId : "";
};
const [ourBooking, theirBooking] = [await bookingIn(ours, ourEvent), await bookingIn(theirs, theirEvent)];
const [ourMember, theirMember] = [
  await makeUser(context, { organizationId: ours.organizationId, role: "viewer" }),
  await makeUser(context, { organizationId: theirs.organizationId, role: "viewer" }),
];
const MAIL = { to: "ada@example.org", subject: "Booked", text: "text", html: "html" };

const modules = import.meta.glob<RouteModule>("../../app/routes/admin/**/*.tsx", { eager: true });
const routes = new Map(Object.entries(modules).map(([path, module]) => [routeNameOf(path), module]));

const EVENT = { params: { id: ourEvent.event.id }, foreign: { id: theirEvent.event.id } };
const DATE = {
  params: { id: ourEvent.event.id, date: ourEvent.session.id },
  foreign: { id: theirEvent.event.id, date: theirEvent.session.id },
};

/** Every page of the admin has its row here; `open` routes answer everybody the same. */
const ACCESS: Record<string, Access> = {
  admin: { path: "/admin", read: "seeEvents", anywhere: true },
  "admin._index": { path: "/admin", read: "seeEvents", anywhere: true },
  "admin.$": { path: "/admin/nothing", read: "seeEvents", anywhere: true, answers: { read: 404 } },
  "admin.events.new": {
    path: "/admin/events/new",
    read: "editEvents",
    write: { needs: "editEvents", form: { title: "" } },
    answers: { write: 422 },
  },
  "admin.events.$id._index": {
    ...EVENT,
    path: "/admin/events/id",
    read: "seeEvents",
    write: { needs: "editEvents", form: { intent: "close" } },
  },
  "admin.events.$id.address": {
    ...EVENT,
    path: "/admin/events/id/address",
    read: "editEvents",
    write: { needs: "editEvents", form: { slug: "" } },
    answers: { write: 422 },
  },
  "admin.events.$id.cancel": {
    ...EVENT,
    path: "/admin/events/id/cancel",
    read: "editEvents",
    write: { needs: "editEvents", form: { reason: "x".repeat(5_000) } },
    answers: { write: 422 },
  },
  "admin.events.$id.publish": {
    ...EVENT,
    path: "/admin/events/id/publish",
    read: "editEvents",
    write: { needs: "editEvents", form: {} },
    answers: { read: 302 },
  },
  // Of a draft, so that it is answered the same however often it was sent.
  "admin.events.$id.unpublish": {
    ...EVENT,
    params: { id: ourDraft.event.id },
    path: "/admin/events/id/unpublish",
    read: "editEvents",
    write: { needs: "editEvents", form: {} },
    answers: { read: 302 },
  },
  "admin.events.$id.dates.new": {
    ...EVENT,
    path: "/admin/events/id/dates/new",
    read: "editEvents",
    write: { needs: "editEvents", form: { startsAt: "" } },
    answers: { write: 422 },
  },
  "admin.events.$id.dates.$date.cancel": {
    ...DATE,
    path: "/admin/events/id/dates/date/cancel",
    read: "editEvents",
    write: { needs: "editEvents", form: { reason: "" } },
    answers: { write: 422 },
  },
  "admin.events.$id.dates.$date.remove": {
    ...DATE,
    path: "/admin/events/id/dates/date/remove",
    read: "editEvents",
    write: { needs: "editEvents", form: {} },
    answers: { write: 409 },
  },
  "admin.events.$id.remove": {
    ...EVENT,
    path: "/admin/events/id/remove",
    read: "editEvents",
    write: { needs: "editEvents", form: {} },
    answers: { write: 409 },
  },
  "admin.events.$id.edit": {
    ...EVENT,
    path: "/admin/events/id/edit",
    read: "editEvents",
    write: { needs: "editEvents", form: { title: "" } },
    answers: { write: 422 },
  },
  "admin.bookings.$id": {
    path: "/admin/bookings/id",
    read: "seeContactData",
    params: { id: ourBooking },
    foreign: { id: theirBooking },
    write: { needs: "bookForGuests", form: { intent: "resend" } },
  },
  "admin.developers": { path: "/admin/developers", read: "manageDevelopers" },
  "admin.developers._index": { path: "/admin/developers", read: "manageDevelopers", answers: { read: 302 } },
  "admin.developers.keys._index": { path: "/admin/developers/keys", read: "manageDevelopers" },
  "admin.developers.keys.new": {
    path: "/admin/developers/keys/new",
    read: "manageDevelopers",
    write: { needs: "manageDevelopers", form: { name: "" } },
    answers: { write: 422 },
  },
  "admin.developers.keys.$id": {
    path: "/admin/developers/keys/id",
    read: "manageDevelopers",
    params: { id: ourKey },
    foreign: { id: theirKey },
    write: { needs: "manageDevelopers", form: { intent: "revoke" } },
    answers: { write: 422 },
  },
  "admin.developers.keys.$id_.edit": {
    path: "/admin/developers/keys/id/edit",
    read: "manageDevelopers",
    params: { id: ourKey },
    foreign: { id: theirKey },
    write: { needs: "manageDevelopers", form: { name: "" } },
    answers: { write: 422 },
  },
  "admin.developers.webhooks._index": { path: "/admin/developers/webhooks", read: "manageDevelopers" },
  "admin.developers.webhooks.new": {
    path: "/admin/developers/webhooks/new",
    read: "manageDevelopers",
    write: { needs: "manageDevelopers", form: { url: "" } },
    answers: { write: 422 },
  },
  "admin.developers.webhooks.$id._index": {
    path: "/admin/developers/webhooks/id",
    read: "manageDevelopers",
    params: { id: ourWebhook },
    foreign: { id: theirWebhook },
    write: { needs: "manageDevelopers", form: { intent: "show-secret" } },
    answers: { write: 200 },
  },
  "admin.developers.webhooks.$id.edit": {
    path: "/admin/developers/webhooks/id/edit",
    read: "manageDevelopers",
    params: { id: ourWebhook },
    foreign: { id: theirWebhook },
    write: { needs: "manageDevelopers", form: { url: "" } },
    answers: { write: 422 },
  },
  "admin.events.$id.embed": {
    ...EVENT,
    path: "/admin/events/id/embed",
    read: "seeEvents",
    write: { needs: "editEvents", form: { name: "" } },
    answers: { write: 422 },
  },
  "admin.settings": {
    path: "/admin/settings",
    read: "manageSettings",
    write: { needs: "manageSettings", form: { name: "" } },
    answers: { write: 422 },
  },
  "admin.settings_.language": {
    path: "/admin/settings/language",
    read: "seeEvents",
    anywhere: true,
    write: { needs: "seeEvents", form: { locale: "" } },
  },
  "admin.settings_.address": {
    path: "/admin/settings/address",
    read: "manageSettings",
    write: { needs: "manageSettings", form: { slug: "" } },
    answers: { write: 422 },
  },
  ...teamAccess(ourMember.userId, theirMember.userId),
  "admin.audit-log": { path: "/admin/audit-log", read: "seeAuditLog" },
  ...accountAccess,
  "admin.mailbox._index": { path: "/admin/mailbox", read: "readMailbox" },
  "admin.mailbox.$id": {
    path: "/admin/mailbox/id",
    read: "readMailbox",
    params: { id: "our-mail" },
    foreign: { id: "their-mail" },
  },
};

/** Actions that have nothing to protect: they answer everybody with 404. */
const CLOSED_ACTIONS = ["admin.$"];

const cookies = new Map<string, string>();
const { userId, email } = await makeUser(context, { organizationId: ours.organizationId, role: "viewer" });
const someone = { userId, email, name: "Alex", locale: undefined, hasTwoFactor: false };

beforeAll(async () => {
  for (const role of ROLES) cookies.set(role, await signedIn(context, ours.organizationId, role));
  cookies.set("stranger", await signedIn(context, theirs.organizationId, "owner"));
  await context.mail.send({ id: "our-mail", organizationId: ours.organizationId, ...MAIL });
  await context.mail.send({ id: "their-mail", organizationId: theirs.organizationId, ...MAIL });
});

function go(name: string, how: RouteRequest & { as?: string }) {
  const module = routes.get(name);
  if (!module) throw new Error(`there is no route ${name}`);
  const { path, params } = ACCESS[name] ?? { path: "" };
  return requestRoute(context, module, path, { params, cookie: cookies.get(how.as ?? ""), ...how });
}

/** Visits as a member with exactly these permissions, which no role has. */
function goWith(permissions: Permissions, name: string, how: RouteRequest) {
  const module = routes.get(name);
  if (!module) throw new Error(`there is no route ${name}`);
  const { path, params } = ACCESS[name] ?? { path: "" };
  const { organizationId } = ours;
  const membership = { role: null, organizationId, organization: "Ours", slug: ourSlug, ...permissions };
  const account: Account = {
    ...someone,
    memberships: [{ ...membership, requiresTwoFactor: false, isLastSeenStale: false }],
  };
  return requestRoute(context, module, path, { ...how, account, params: { ...params, slug: ourSlug } });
}

const NO_EVENTS = new Map<string, CapabilitySet>();
const EVERY_CAPABILITY = Object.keys(CAPABILITIES) as Capability[];

describe("the admin", () => {
  it("has a row here for each of its routes and actions, and no row without a route", () => {
    expect([...routes.keys()].sort()).toEqual(Object.keys(ACCESS).sort());
    const withAction = [...routes].filter(([, module]) => module.action).map(([name]) => name);
    const written = Object.keys(ACCESS).filter((name) => ACCESS[name]?.write);
    expect(withAction.sort()).toEqual([...written, ...CLOSED_ACTIONS].sort());
  });

  it("has a loader in every route, since that is where a door stands", () => {
    expect([...routes].filter(([, module]) => !module.loader).map(([name]) => name)).toEqual([]);
  });
});

describe.each(Object.keys(ACCESS))("%s", (name) => {
  const { read, write, path, foreign, answers } = ACCESS[name] ?? { path: "", read: "seeEvents" };

  it("leads nobody who is not signed in further than the sign-in page, and back afterwards", async () => {
    const answer = await go(name, {});
    const next = encodeURIComponent(path.replace("/admin", "/admin/o/nobody"));
    expect(answer).toMatchObject({ status: 302, location: `/sign-in?next=${next}` });
    if (write) {
      expect(await go(name, { form: write.form })).toMatchObject({ status: 401, cookie: undefined });
    }
  });

  it("answers each role with the capability, and the others with 403", async () => {
    for (const role of ROLES) {
      const expected = can(permissionsOf(role), read) ? (answers?.read ?? 200) : 403;
      expect([role, (await go(name, { as: role })).status]).toEqual([role, expected]);
      if (!write) continue;
      const sent = can(permissionsOf(role), write.needs) ? (answers?.write ?? 303) : 403;
      expect([role, (await go(name, { as: role, form: write.form })).status]).toEqual([role, sent]);
    }
  });

  it("needs its capability and no other: the status of each capability alone", async () => {
    for (const capability of EVERY_CAPABILITY) {
      const permissions = { capabilities: new Set([capability]), eventCapabilities: NO_EVENTS };
      const expected = capability === read ? (answers?.read ?? 200) : 403;
      expect([capability, (await goWith(permissions, name, {})).status]).toEqual([capability, expected]);
      if (!write) continue;
      const sent = capability === write.needs ? (answers?.write ?? 303) : 403;
      const { status } = await goWith(permissions, name, { form: write.form });
      expect([capability, status]).toEqual([capability, sent]);
    }
  });

  it("admits a member of a single event to that event, and to nothing else", async () => {
    const id = ACCESS[name]?.params?.id ?? "";
    const ofEvent = (eventId: string) => ({
      capabilities: new Set<Capability>(),
      eventCapabilities: new Map([[eventId, capabilitiesOf("editor")]]),
    });
    const own = ofEvent(id === ourBooking || id === "" ? ourEvent.event.id : id);
    const isOfAnEvent = foreign !== undefined && capabilitiesOf("editor").has(read);
    const isForAll = ACCESS[name]?.anywhere ?? false;
    const mayRead = isOfAnEvent || isForAll;
    expect((await goWith(own, name, {})).status).toBe(mayRead ? (answers?.read ?? 200) : 403);
    const foreignRead = (await goWith(ofEvent(otherEvent.event.id), name, {})).status;
    expect(foreignRead).toBe(isForAll ? (answers?.read ?? 200) : isOfAnEvent ? 404 : 403);
    if (!write) return;
    const form = write.form;
    const sent = (await goWith(own, name, { form })).status;
    expect(sent).toBe(mayRead ? (answers?.write ?? 303) : 403);
    const foreignSent = (await goWith(ofEvent(otherEvent.event.id), name, { form })).status;
    expect(foreignSent).toBe(isForAll ? (answers?.write ?? 303) : isOfAnEvent ? 404 : 403);
  });

  it("has nothing for the owner of another organisation, nor for ours with an id of theirs", async () => {
    const inOurs = { ...ACCESS[name]?.params, slug: ourSlug };
    expect((await go(name, { as: "stranger", params: inOurs })).status).toBe(404);
    if (write)
      expect((await go(name, { as: "stranger", params: inOurs, form: write.form })).status).toBe(404);
    if (!foreign) return;
    const form = write?.form;
    expect((await go(name, { as: "stranger" })).status).toBe(404);
    expect((await go(name, { as: "owner", params: foreign })).status).toBe(404);
    if (!form) return;
    expect((await go(name, { as: "stranger", form })).status).toBe(404);
    expect((await go(name, { as: "owner", params: foreign, form })).status).toBe(404);
  });

  it("answers an id that is none with 404 and not with a fault", async () => {
    if (!foreign) return;
    for (const id of ["x", "%00", "' or 1=1", "../../etc/passwd", "01890000-0000-7000-8000-000000000000"]) {
      expect((await go(name, { as: "owner", params: { id } })).status).toBe(404);
      if (write) expect((await go(name, { as: "owner", params: { id }, form: write.form })).status).toBe(404);
    }
  });
});
