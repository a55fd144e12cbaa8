import { eq } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import { beforeEach, expect, test } from "vitest";
import type { KeptForm } from "#app/auth/two-factor/kept-form.ts";
import * as homeRoute from "#app/routes/admin/_index.tsx";
import * as twoFactorRoute from "#app/routes/admin/account.two-factor.tsx";
import * as newKeyRoute from "#app/routes/admin/developers/keys.new.tsx";
import * as layoutRoute from "#app/routes/admin/layout.tsx";
import * as settingsRoute from "#app/routes/admin/settings.tsx";
import * as languageRoute from "#app/routes/admin/settings_.language.tsx";
import * as signOutRoute from "#app/routes/auth/sign-out.tsx";
import * as eventRoute from "#app/routes/public/e.$slug._index.tsx";
import { apiKeys, organizations } from "#db/schema/index.ts";
import { keyOf, serveApi } from "#tests/support/api.ts";
import { apiClient } from "#tests/support/api-client.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { signedIn, TEST_PASSWORD } from "#tests/support/members.ts";
import { type RouteModule, type RouteRequest, requestRoute, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db, "Studio");
const { organizationId } = ctx;

const go = (route: RouteModule, path: string, how: RouteRequest) => requestRoute(context, route, path, how);
const require = (requiresTwoFactor: boolean) =>
  db.update(organizations).set({ requiresTwoFactor }).where(eq(organizations.id, organizationId));
beforeEach(() => require(false));

/** Turns two-factor authentication on as the page does. */
async function turnOn(cookie: string): Promise<void> {
  const path = "/admin/account/two-factor";
  const { body } = await requestRoute<{ pending?: { sealed: string; key: string } }>(
    context,
    twoFactorRoute,
    path,
    {
      cookie,
    },
  );
  const { sealed = "", key = "" } = body.pending ?? {};
  const code = new TOTP({ secret: Secret.fromBase32(key.replaceAll(" ", "")) }).generate();
  const form = { intent: "on", pending: sealed, code, password: TEST_PASSWORD };
  expect((await go(twoFactorRoute, path, { cookie, form })).status).toBe(200);
}

test("members without it are led from every page to their own, and back afterwards", async () => {
  const cookie = await signedIn(context, organizationId, "viewer");
  await require(true);
  const next = encodeURIComponent("/admin/o/studio?q=x");
  for (const route of [homeRoute, layoutRoute] as RouteModule[]) {
    const led = await go(route, "/admin?q=x", { cookie });
    expect(led).toMatchObject({ status: 302, location: `/admin/o/studio/account/two-factor?next=${next}` });
  }
  const path = `/admin/account/two-factor?next=${next}`;
  const shown = await go(twoFactorRoute, path, { cookie });
  expect(shown).toMatchObject({ status: 200, body: { requiredBy: "Studio", next: "/admin/o/studio?q=x" } });
  expect((await go(layoutRoute as RouteModule, path, { cookie })).status).toBe(200);
  await turnOn(cookie);
  expect((await go(twoFactorRoute, path, { cookie })).body.requiredBy).toBeUndefined();
  expect((await go(homeRoute, "/admin?q=x", { cookie })).status).toBe(200);
});

test("language and sign-out stay reachable, and a page to return to must be ours", async () => {
  const cookie = await signedIn(context, organizationId, "viewer");
  await require(true);
  expect((await go(languageRoute, "/admin/settings/language", { cookie })).status).toBe(200);
  const saved = await go(languageRoute, "/admin/settings/language", { cookie, form: { locale: "" } });
  expect(saved.status).toBe(303);
  const evil = "/admin/account/two-factor?next=//evil.example";
  expect((await go(twoFactorRoute, evil, { cookie })).body.next).toBe("/admin/o/studio/account/two-factor");
  expect((await go(signOutRoute, "/sign-out", { cookie, form: {} })).status).toBe(303);
});

test("a form that arrives meanwhile is kept whole, and goes through once it is turned on", async () => {
  const cookie = await signedIn(context, organizationId);
  const form = { name: "Kept", scopes: "read", lifetime: "90", formKey: "k".repeat(43) };
  await require(true);
  const path = "/admin/developers/keys/new";
  const answer = await go(newKeyRoute, path, { cookie, form });
  expect(answer.status).toBe(403);
  expect(answer.headers.get("Cache-Control")).toBe("no-store");
  const kept: KeptForm = await answer.response?.json();
  expect(kept).toEqual({
    problem: "secondFactor",
    action: "/admin/o/studio/developers/keys/new",
    kept: Object.entries(form),
    organization: "Studio",
    turnOn: "/admin/o/studio/account/two-factor",
    locale: "en",
    title: "Two-factor authentication",
    messages: expect.objectContaining({ "admin.twoFactor.submit": "Submit the form" }),
  });
  const named = () => db.select().from(apiKeys).where(eq(apiKeys.name, "Kept"));
  expect(await named()).toEqual([]);
  await turnOn(cookie);
  expect((await go(newKeyRoute, path, { cookie, form: Object.fromEntries(kept.kept) })).status).toBe(200);
  expect(await named()).toHaveLength(1);
});

test("only who has it themselves can require it", async () => {
  const cookie = await signedIn(context, organizationId, "admin");
  const route = settingsRoute as RouteModule;
  const { draft } = (await go(route, "/admin/settings", { cookie })).body as {
    draft: Record<string, string>;
  };
  const form = { ...draft, requiresTwoFactor: "on" };
  const refused = await go(route, "/admin/settings", { cookie, form });
  expect(refused).toMatchObject({ status: 422, body: { draft: { requiresTwoFactor: "on" } } });
  expect(Object.keys(refused.body.errors as object)).toEqual(["requiresTwoFactor"]);
  await turnOn(cookie);
  expect((await go(route, "/admin/settings", { cookie, form })).status).toBe(303);
  const other = await signedIn(context, organizationId, "owner");
  expect((await go(homeRoute, "/admin", { cookie: other })).status).toBe(302);
  const shown = await go(route, "/admin/settings", { cookie });
  expect(shown.body.draft).toMatchObject({ requiresTwoFactor: "on" });
});

test("other organisations of the member, and API keys of this one, are not affected", async () => {
  const others = await makeOrganization(db, "Others");
  const cookie = await signedIn(context, others.organizationId);
  await require(true);
  expect((await go(homeRoute, "/admin", { cookie })).status).toBe(200);
  const calls = apiClient(await serveApi(db), await keyOf(ctx, "manage"));
  const made = await calls.post("/resources", { body: { id: "room-1", type: "room", capacity: 4 } });
  expect(made.status).toBe(201);
});

test("a draft is not previewed without it", async () => {
  const { event } = await makeEvent(ctx, { published: false });
  const cookie = await signedIn(context, organizationId);
  const preview = () => go(eventRoute, `/e/${event.slug}`, { cookie, params: { slug: event.slug } });
  expect((await preview()).status).toBe(200);
  await require(true);
  expect((await preview()).status).toBe(404);
});
