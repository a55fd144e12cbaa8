import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { findAccount } from "#app/admin/member.server.ts";
import type { SignedOut } from "#app/auth/signed-out.ts";
import { newToken } from "#app/platform/secrets.ts";
import * as newKeyRoute from "#app/routes/admin/developers/keys.new.tsx";
import * as eventRoute from "#app/routes/admin/events/$id._index.tsx";
import * as editRoute from "#app/routes/admin/events/$id.edit.tsx";
import * as newEventRoute from "#app/routes/admin/events/new.tsx";
import { apiKeys, events, formResponses } from "#db/schema/index.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { makeForms } from "#tests/support/forms.ts";
import { makeUser, TEST_PASSWORD } from "#tests/support/members.ts";
import { type RouteModule, TEST_ORIGIN, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db, "Studio");
const { email } = await makeUser(context, { organizationId: ctx.organizationId, role: "owner" });
const right = { signInEmail: email, signInPassword: TEST_PASSWORD };
const key = { name: "Till", scopes: "read", lifetime: "90" };

interface Sent {
  status: number;
  headers: Headers;
  /** What is thrown or returned as JSON or data. */
  body: Partial<SignedOut> & Record<string, unknown>;
}

/** Posts a form without any cookie, in a request context of its own. */
async function post(
  route: RouteModule,
  path: string,
  form: Record<string, string>,
  how: { params?: Record<string, string>; context?: object } = {},
): Promise<Sent> {
  const request = new Request(`${TEST_ORIGIN}/admin/o/studio${path}`, {
    method: "POST",
    body: new URLSearchParams(form),
  });
  const args = {
    request,
    params: { slug: "studio", ...how.params },
    context: { ...context, ...how.context },
  };
  const act = route.action as unknown as (all: typeof args) => Promise<unknown>;
  const result = await act(args).catch((thrown: unknown) => thrown);
  if (result instanceof Response) {
    const text = await result.text();
    return { status: result.status, headers: result.headers, body: text ? JSON.parse(text) : {} };
  }
  const { data, init } = result as { data: Sent["body"]; init: ResponseInit | null };
  return { status: init?.status ?? 200, headers: new Headers(init?.headers), body: data };
}

const createKey = (form: Record<string, string>, how?: Parameters<typeof post>[3]) =>
  post(newKeyRoute, "/developers/keys/new", form, how);
const keysNamed = (name: string) => db.select().from(apiKeys).where(eq(apiKeys.name, name));

test("a form that is sent while signed out is kept whole on a page that signs in", async () => {
  const answer = await post(newKeyRoute, "/developers/keys/new.data?index", { ...key, formKey: "k" });
  expect(answer.status).toBe(401);
  expect(answer.headers.get("Cache-Control")).toBe("no-store");
  expect(answer.headers.get("Set-Cookie")).toBeNull();
  expect(answer.body).toEqual({
    problem: "signedOut",
    action: "/admin/o/studio/developers/keys/new?index",
    locale: "en",
    kept: Object.entries({ ...key, formKey: "k" }),
  });
  expect(await keysNamed("Till")).toEqual([]);
});

test("it is carried out when the member signs in with it, who stays signed in", async () => {
  const answer = await createKey({ ...key, ...right, name: "Kept" });
  expect(answer).toMatchObject({ status: 200, body: { secret: expect.any(String) } });
  expect(await keysNamed("Kept")).toHaveLength(1);
  const cookie = answer.headers.get("Set-Cookie")?.split(";")[0] ?? "";
  const request = new Request(TEST_ORIGIN, { headers: { Cookie: cookie } });
  expect(await findAccount(request, { ...context })).toMatchObject({ email });
});

test("the loaders of the same request see who has signed in", async () => {
  const shared = { ...context };
  const form = new URLSearchParams({ ...key, ...right, name: "" });
  const request = new Request(`${TEST_ORIGIN}/admin/o/studio/developers/keys/new`, {
    method: "POST",
    body: form,
  });
  const answer = await newKeyRoute.action({ request, params: { slug: "studio" }, context: shared });
  expect(answer).toMatchObject({ data: { errors: { name: expect.anything() } }, init: { status: 422 } });
  const args = { request: new Request(request.url), params: { slug: "studio" }, context: shared };
  expect(await newKeyRoute.loader(args)).toBeNull();
});

test("a long form with rows comes through it as it was typed", async () => {
  const { path, valid } = (await makeForms(context, ctx))["admin.events.new"] ?? { path: "", valid: {} };
  const typed: Record<string, string> = { ...(valid as object), title: "Typed while signed out" };
  const asked = await post(newEventRoute, path.replace("/admin", ""), typed);
  expect(asked.body.kept).toEqual(Object.entries(typed));
  const kept = Object.fromEntries(asked.body.kept ?? []);
  const saved = await post(newEventRoute, path.replace("/admin", ""), { ...kept, ...right });
  expect(saved.status).toBe(303);
  const [event] = await db.select().from(events).where(eq(events.title, "Typed while signed out"));
  expect(event).toMatchObject({ description: typed.description, place: typed.place });
});

test.each([
  ["a wrong password", { signInPassword: "wrong" }, 401, ""],
  ["no password", { signInPassword: "" }, 422, "signInPassword"],
  ["no address", { signInEmail: " " }, 422, "signInEmail"],
])("%s asks again, with the form and the address still there", async (_, wrong, status, field) => {
  const sent = { ...right, ...wrong };
  const answer = await createKey({ ...key, ...sent, name: "Refused" });
  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject({ kept: Object.entries({ ...key, name: "Refused" }) });
  expect(answer.body.email).toBe(sent.signInEmail);
  expect(Object.keys(answer.body.errors ?? {})).toEqual([field]);
  expect(JSON.stringify(answer.body)).not.toContain(TEST_PASSWORD);
  expect(answer.headers.get("Set-Cookie")).toBeNull();
  expect(await keysNamed("Refused")).toEqual([]);
});

test("an account that may not send the form is asked for another one, and is not signed in", async () => {
  const viewer = await makeUser(context, { organizationId: ctx.organizationId, role: "viewer" });
  const stranger = await makeUser(context);
  for (const { email: signInEmail } of [viewer, stranger]) {
    const answer = await createKey({ ...key, ...right, signInEmail, name: "Not allowed" });
    expect(answer).toMatchObject({ status: 403, body: { problem: "signedOut", email: signInEmail } });
    expect(answer.headers.get("Set-Cookie")).toBeNull();
  }
  expect(await keysNamed("Not allowed")).toEqual([]);
});

test("the limit of tries is the one of the sign-in page, and the form is kept over it", async () => {
  const taken: string[][] = [];
  const rateLimits = {
    consume: (...of: string[]) => {
      taken.push(of);
      return { ok: false, retryAfterSeconds: 30 };
    },
  };
  const answer = await createKey({ ...key, ...right, name: "Limited" }, { context: { rateLimits } });
  expect(answer).toMatchObject({ status: 429, body: { kept: Object.entries({ ...key, name: "Limited" }) } });
  expect(taken).toEqual([["sign-in", context.clientAddress]]);
});

test("an event of another organisation stays out of reach for who signs in with the form", async () => {
  const { event } = await makeEvent(await makeOrganization(db, "Others"));
  const how = { params: { id: event.id } };
  const answer = await post(eventRoute, "/events/id", { ...right, intent: "close" }, how);
  expect(answer.status).toBe(404);
  expect(answer.headers.get("Set-Cookie")).not.toBeNull();
});

test("a form that somebody else has overtaken meanwhile is a conflict, with what was typed", async () => {
  const { event, session } = await makeEvent(ctx);
  const local = (at: Date) => at.toISOString().slice(0, 16);
  const form = {
    title: "Mine",
    place: event.place,
    timeZone: "UTC",
    stock: "coral",
    maxPerBooking: "4",
    version: String(event.version - 1),
    "sessions[0].id": session.id,
    "sessions[0].startsAt": local(session.startsAt),
    "sessions[0].endsAt": local(session.endsAt),
    "sessions[0].capacity": "10",
  };
  const how = { params: { id: event.id } };
  const answer = await post(editRoute, "/events/id/edit", { ...form, ...right }, how);
  expect(answer).toMatchObject({ status: 409, body: { draft: { title: "Mine" } } });
});

test("a double click on the page that signs in makes one, and no password is kept", async () => {
  const form = { ...key, ...right, name: "Twice", formKey: newToken() };
  const answers = await Promise.all([createKey(form), createKey(form)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(answers[0].body.secret).toBe(answers[1].body.secret);
  expect(await keysNamed("Twice")).toHaveLength(1);
  // What signs in is no part of the form: written another way, the form is still the same.
  expect(await createKey({ ...form, signInEmail: email.toUpperCase() })).toMatchObject({ status: 200 });
  expect(await keysNamed("Twice")).toHaveLength(1);
  expect(await db.select().from(formResponses)).toHaveLength(1);
});
