import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { deleteOldFormResponses } from "#app/admin/form-responses.server.ts";
import { memberAction } from "#app/admin/member-routes.server.ts";
import { noObject } from "#app/admin/own.server.ts";
import { OutcomeUnknown, Overloaded } from "#app/booking/refusals.ts";
import { bookSeats } from "#app/checkout/book-seats.server.ts";
import { newToken } from "#app/platform/secrets.ts";
import * as bookingRoute from "#app/routes/admin/bookings/$id.tsx";
import * as newKeyRoute from "#app/routes/admin/developers/keys.new.tsx";
import * as webhookRoute from "#app/routes/admin/developers/webhooks.$id._index.tsx";
import * as newWebhookRoute from "#app/routes/admin/developers/webhooks.new.tsx";
import * as eventRoute from "#app/routes/admin/events/$id._index.tsx";
import * as newEventRoute from "#app/routes/admin/events/new.tsx";
import { createEndpoint } from "#app/webhooks/endpoints.server.ts";
import { formResponses, history } from "#db/schema/index.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { makeForms } from "#tests/support/forms.ts";
import { signedIn } from "#tests/support/members.ts";
import { type RouteModule, requestRoute, testContext } from "#tests/support/remix.ts";
import { routeNameOf } from "#tests/support/route-modules.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db);
const cookie = await signedIn(context, ctx.organizationId, "owner");
const forms = await makeForms(context, ctx);

const modules = import.meta.glob<RouteModule>("../../app/routes/**/*.{ts,tsx}", { eager: true });
const routes = new Map(Object.entries(modules).map(([path, module]) => [routeNameOf(path), module]));

type Fields = Record<string, string>;

/** Sends the same form twice at once, as a double click does. */
async function sendTwice(route: RouteModule, path: string, fields: Fields, id?: string) {
  const form = { ...fields, formKey: newToken() };
  const how = { cookie, form, ...(id === undefined ? {} : { params: { id } }) };
  return Promise.all([requestRoute(context, route, path, how), requestRoute(context, route, path, how)]);
}

async function count(table: string): Promise<number> {
  const [row] = await db.execute(sql`select count(*)::int as rows from ${sql.identifier(table)}`);
  return Number(row?.rows);
}

/** Everything that is stored, in short; when a member was last seen is no part of it. */
async function stored(): Promise<unknown> {
  const tables = await db.execute(
    sql`select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'sign_ins' order by 1`,
  );
  const parts = tables.map(
    ({
      name,
    }) => sql`select ${String(name)}::text as name, (select md5(string_agg(t::text, ' ' order by t::text))
      from ${sql.identifier(String(name))} t) as rows`,
  );
  return [...(await db.execute(sql.join(parts, sql` union all `)))];
}

describe("a double click", () => {
  test("makes one event", async () => {
    const before = await count("events");
    const { valid, path } = forms["admin.events.new"] ?? { valid: {}, path: "" };
    const [first, second] = await sendTwice(newEventRoute, path, valid as Fields);
    expect(first).toMatchObject({ status: 303, location: expect.stringContaining("/events/") });
    expect(second).toMatchObject({ status: 303, location: first.location });
    expect(await count("events")).toBe(before + 1);
  });

  test("makes one API key, and both answers show its secret, which is stored encrypted only", async () => {
    const before = await count("api_keys");
    const fields = { name: "Till", scopes: "read", lifetime: "90" };
    const [first, second] = await sendTwice(newKeyRoute, "/admin/developers/keys/new", fields);
    expect(first.status).toBe(200);
    expect(first.body.secret).toMatch(/.{20}/);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get("Cache-Control")).toBe("no-store");
    expect(await count("api_keys")).toBe(before + 1);
    const rows = await db.select({ answer: formResponses.response }).from(formResponses);
    const texts = rows.map(({ answer }) => Buffer.from(answer ?? []).toString("latin1"));
    expect(texts.join()).not.toContain(String(first.body.secret));
    expect(texts.join()).not.toContain("Till");
  });

  test("makes one webhook", async () => {
    const before = await count("webhook_endpoints");
    const fields = { url: "https://twice.example/in", description: "", types: "booking.held" };
    const [first, second] = await sendTwice(newWebhookRoute, "/admin/developers/webhooks/new", fields);
    expect(first).toMatchObject({ status: 303, location: expect.stringContaining("/webhooks/") });
    expect(second.location).toBe(first.location);
    expect(await count("webhook_endpoints")).toBe(before + 1);
  });

  test("sends one test to a webhook, and the page's next form sends another", async () => {
    const made = await createEndpoint(ctx, {
      url: "https://test.example/in",
      description: "",
      types: ["booking.held"],
    });
    const id = made.ok ? made.endpoint.id : "";
    const before = await count("webhook_deliveries");
    const send = () => sendTwice(webhookRoute, "/admin/developers/webhooks/id", { intent: "test" }, id);
    expect((await send()).map(({ status }) => status)).toEqual([303, 303]);
    expect(await count("webhook_deliveries")).toBe(before + 1);
    await send();
    expect(await count("webhook_deliveries")).toBe(before + 2);
  });

  test("publishes an event once", async () => {
    const { event } = await makeEvent(ctx, { published: false });
    const answers = await sendTwice(eventRoute, "/admin/events/id", { intent: "publish" }, event.id);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    const [row] = await db.execute(sql`select version::int from events where id = ${event.id}`);
    expect(row?.version).toBe(event.version + 1);
  });

  test("cancels a booking once, and both are answered that it is cancelled", async () => {
    const { event, session } = await makeEvent(ctx);
    const booker = { name: "Ada Guest", email: "ada@example.org", locale: "en" };
    const wish = { event, session, seats: 1, booker, formToken: newToken() };
    const booked = await bookSeats(ctx, wish);
    if (!booked.ok) throw new Error(booked.refusal);
    const fields = { intent: "cancel", notify: "yes" };
    const answers = await sendTwice(bookingRoute, "/admin/bookings/id", fields, booked.bookingId);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    const changes = await db.select().from(history).where(eq(history.bookingId, booked.bookingId));
    expect(changes.filter(({ kind }) => kind === "cancelled")).toHaveLength(1);
  });
});

describe.each(Object.entries(forms).filter(([name]) => name.startsWith("admin.")))(
  "the form of %s",
  (name, { path, params = {}, valid, accepted }) => {
    test("is carried out once and answered alike each time, however often it is sent", async () => {
      const module = routes.get(name);
      if (!module) throw new Error(`there is no route ${name}`);
      const form = { ...(valid as Fields), formKey: newToken() };
      let own = await signedIn(context, ctx.organizationId, "owner");
      const send = () => requestRoute(context, module, path, { cookie: own, params, form });
      const [first, second] = await Promise.all([send(), send()]);
      expect(first.status).toBe(accepted);
      const settled = await stored();
      // A new password renews the cookie of the browser.
      own = first.cookie ?? own;
      const third = await send();
      const shown = ({ status, location, body }: typeof first) => ({ status, location, body });
      expect([shown(second), shown(third)]).toEqual([shown(first), shown(first)]);
      expect(await stored()).toEqual(settled);
    });
  },
);

describe("a form", () => {
  let done: string[] = [];
  let fail: (() => unknown) | undefined;
  beforeEach(() => {
    done = [];
    fail = undefined;
  });
  const act = {
    action: memberAction(
      "editEvents",
      noObject,
      ({ form, paths }) => {
        const answer = fail?.();
        if (answer !== undefined) return answer;
        done.push(String(form.get("name")));
        return Response.redirect(`http://localhost${paths.home()}`, 303);
      },
      { keep: (form) => ({ typed: String(form.get("name")) }) },
    ),
  };
  const send = (formKey: string, name: string, as = cookie) =>
    requestRoute(context, act, "/admin", { cookie: as, form: { formKey, name } });

  test("that was changed after it was carried out is not carried out, and keeps what was typed", async () => {
    const key = newToken();
    await send(key, "Ada");
    const body = { typed: "Grace", notice: expect.stringContaining("isn’t saved") };
    expect(await send(key, "Grace")).toMatchObject({ status: 409, body });
    expect(done).toEqual(["Ada"]);
  });

  test.each([
    ["a refusal", () => ({ ok: false, refusal: "RESOURCE_FULL" }), 409],
    ["a busy engine", () => thrown(new Overloaded()), 503],
    ["a page that is not there", () => thrown(new Response(null, { status: 404 })), 404],
  ])("that was answered by %s is sent again with the same key", async (_, how, status) => {
    const key = newToken();
    fail = how;
    expect((await send(key, "Ada")).status).toBe(status);
    fail = undefined;
    expect((await send(key, "Ada B")).status).toBe(303);
    expect(done).toEqual(["Ada B"]);
  });

  test("of which nobody knows whether it was carried out is not carried out again", async () => {
    const key = newToken();
    fail = () => thrown(new OutcomeUnknown());
    expect((await send(key, "Ada")).status).toBe(504);
    fail = undefined;
    const body = { typed: "Ada", notice: expect.stringContaining("Check before you try again") };
    expect(await send(key, "Ada")).toMatchObject({ status: 504, body });
    expect(done).toEqual([]);
  });

  test("that a crashed server had begun is not carried out again", async () => {
    const key = newToken();
    await send(key, "Ada");
    await db.execute(sql`
      update form_answers set state = 'running', answer = null, created_at = now() - interval '61 seconds'`);
    expect((await send(key, "Ada")).status).toBe(504);
    expect(done).toEqual(["Ada"]);
  });

  test("of another member has a key of its own", async () => {
    const key = newToken();
    const other = await signedIn(context, ctx.organizationId, "editor");
    await send(key, "Ada");
    await send(key, "Grace", other);
    expect(done).toEqual(["Ada", "Grace"]);
  });

  test("is forgotten after a day", async () => {
    await send(newToken(), "Ada");
    const kept = await count("form_answers");
    await deleteOldFormResponses(db);
    expect(await count("form_answers")).toBe(kept);
    await db.execute(sql`update form_answers set created_at = now() - interval '25 hours'`);
    await deleteOldFormResponses(db);
    expect(await count("form_answers")).toBe(0);
  });
});

function thrown(error: unknown): never {
  throw error;
}
