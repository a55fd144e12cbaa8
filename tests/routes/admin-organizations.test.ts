import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { beginSignIn } from "#app/auth/sign-ins.server.ts";
import { createKey } from "#app/organizations/api-keys.server.ts";
import * as listRoute from "#app/routes/admin/_index.tsx";
import * as eventRoute from "#app/routes/admin/events/$id._index.tsx";
import * as layoutRoute from "#app/routes/admin/layout.tsx";
import * as splatRoute from "#app/routes/unaddressed-admin/$.tsx";
import { members } from "#db/schema/index.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { makeUser } from "#tests/support/members.ts";
import { requestRoute, TEST_ORIGIN, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const oldest = await makeOrganization(db, "Oldest");
const newer = await makeOrganization(db, "Newer");
const foreign = await makeOrganization(db, "Foreign");
const [theirs, strangers] = [await makeEvent(newer), await makeEvent(foreign)];

async function signIn(userId: string): Promise<string> {
  const cookie = await beginSignIn(context, { userId, request: new Request(TEST_ORIGIN) });
  return cookie.split(";")[0] ?? "";
}

const { userId } = await makeUser(context, { organizationId: oldest.organizationId, role: "owner" });
await db.insert(members).values({ organizationId: newer.organizationId, userId, role: "viewer" });
const cookie = await signIn(userId);

/** Asks for an address that names no organisation. */
async function old(path: string, cookies = cookie) {
  const [pathname = "", search = ""] = path.split("?");
  const answer = await splatRoute
    .loader({
      request: new Request(TEST_ORIGIN + path, { headers: { Cookie: cookies } }),
      params: { "*": pathname.replace(/^\/admin\/?/, "") },
      context: { ...context },
    })
    .catch((thrown: Response) => thrown);
  return [answer.status, answer.headers.get("Location"), search === "" || undefined].slice(0, 2);
}

test("/admin leads to the organisation that was visited last, else to the oldest membership", async () => {
  expect(await old("/admin")).toEqual([302, "/admin/o/oldest"]);
  const seen = await requestRoute(context, layoutRoute, "/admin", { cookie, params: { slug: "newer" } });
  expect(seen.cookie).toBe("reservo-organization=newer");
  expect(await old("/admin", `${cookie}; ${seen.cookie}`)).toEqual([302, "/admin/o/newer"]);
  expect(await old("/admin", `${cookie}; reservo-organization=foreign`)).toEqual([302, "/admin/o/oldest"]);
});

test("an address of before leads to the organisation that owns what it names, among those of the member", async () => {
  const { key } = await createKey(newer, { name: "Till", scopes: ["read"] });
  const { id } = theirs.event;
  expect(await old(`/admin/events/${id}/edit?x=1`)).toEqual([302, `/admin/o/newer/events/${id}/edit?x=1`]);
  expect(await old(`/admin/developers/keys/${key.id}`)).toEqual([
    302,
    `/admin/o/newer/developers/keys/${key.id}`,
  ]);
  for (const path of [`events/${strangers.event.id}`, `bookings/${randomUUID()}`, "events/x", "toString/x"]) {
    expect(await old(`/admin/${path}`)).toEqual([302, `/admin/o/oldest/${path}`]);
  }
  expect(await old("/admin/mailbox")).toEqual([302, "/admin/o/oldest/mailbox"]);
});

test("an address of before leads to the sign-in page first, and back", async () => {
  expect(await old("/admin/events/new", "")).toEqual([302, "/sign-in?next=%2Fadmin%2Fevents%2Fnew"]);
});

test("a user without an organisation is answered 403, and not sent round between two pages", async () => {
  const { userId: nobody } = await makeUser(context);
  expect(await old("/admin", await signIn(nobody))).toEqual([403, null]);
});

test("the role counts in the organisation that the address names", async () => {
  const go = (slug: string, id: string, form?: Record<string, string>) =>
    requestRoute(context, eventRoute, "/admin/events/id", { cookie, params: { slug, id }, form });
  expect((await go("newer", theirs.event.id)).status).toBe(200);
  expect((await go("newer", theirs.event.id, { intent: "close" })).status).toBe(403);
  expect((await go("oldest", theirs.event.id)).status).toBe(404);
});

test("an organisation of others is a 404, as one that is not there", async () => {
  for (const slug of ["foreign", "nobody", theirs.event.slug]) {
    expect((await requestRoute(context, listRoute, "/admin", { cookie, params: { slug } })).status).toBe(404);
  }
});

test("a member of two organisations is offered both", async () => {
  const { body } = await requestRoute(context, layoutRoute, "/admin", { cookie, params: { slug: "oldest" } });
  expect(body.organizations).toEqual([
    { slug: "oldest", name: "Oldest" },
    { slug: "newer", name: "Newer" },
  ]);
});
