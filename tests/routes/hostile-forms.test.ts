import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeForms } from "#tests/support/forms.ts";
import { type Fields, hostileBodies } from "#tests/support/hostile-bodies.ts";
import { signedIn } from "#tests/support/members.ts";
import { type RouteModule, type RouteRequest, requestRoute, testContext } from "#tests/support/remix.ts";
import { routeNameOf } from "#tests/support/route-modules.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db);
const cookie = await signedIn(context, ctx.organizationId, "owner");
const forms = await makeForms(context, ctx);

const modules = import.meta.glob<RouteModule>("../../app/routes/**/*.{ts,tsx}", { eager: true });
const routes = new Map(Object.entries(modules).map(([path, module]) => [routeNameOf(path), module]));
const isAdmin = (name: string) => name.startsWith("admin.");

/** Actions for addresses that no page has: they answer everybody with 404, whatever is sent. */
const CLOSED_ACTIONS = ["public.$", "admin.$", "embed.$", "embed._index", "unaddressed-admin.$"];

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
  const all = sql.join([...parts, sql`select 'sign_ins', count(*)::text from sign_ins`], sql` union all `);
  return [...(await db.execute(all))];
}

function post(name: string, how: RouteRequest) {
  const module = routes.get(name);
  const form = forms[name];
  if (!module || !form) throw new Error(`there is no form ${name}`);
  return requestRoute(context, module, form.path, { cookie, params: form.params, ...how });
}

test("every route that answers forms has a row here, and no row is without a route", () => {
  const answering = [...routes].filter(([, module]) => module.action).map(([name]) => name);
  expect(answering.sort()).toEqual([...Object.keys(forms), ...CLOSED_ACTIONS].sort());
  expect(answering.length).toBeGreaterThan(20);
});

test.each(CLOSED_ACTIONS)("%s answers every body with 404", async (name) => {
  for (const sent of hostileBodies({}, "x")) {
    const { status } = await requestRoute(context, routes.get(name) ?? {}, "/nothing", { cookie, sent });
    expect(status, sent.what).toBe(404);
  }
});

describe.each(Object.entries(forms))(
  "the form of %s",
  (name, { valid, list, rowField, unstorable, accepted }) => {
    test("is refused with 400 or 415 where its names or its body are hostile, and nothing is stored", async () => {
      const before = await stored();
      for (const body of hostileBodies(valid, list, rowField)) {
        const { status } = await post(name, { sent: body });
        expect([body.what, status]).toEqual([body.what, body.status]);
      }
      expect(await stored()).toEqual(before);
    });

    test("leads strangers no further than it always does, whatever they send", async () => {
      const before = await stored();
      for (const body of hostileBodies(valid, list, rowField)) {
        const { status, location } = await post(name, { cookie: undefined, sent: body });
        const expected = isAdmin(name) ? [302, "/sign-in"] : [body.status, undefined];
        expect([body.what, status, location]).toEqual([body.what, ...expected]);
      }
      expect(await stored()).toEqual(before);
    });

    test("is refused with 4xx where a text has a character that the database cannot store", async () => {
      const before = await stored();
      for (const fields of unstorable) {
        const { status } = await post(name, { form: { ...valid, ...fields } });
        const what = JSON.stringify(fields);
        expect([what, status >= 400 && status < 500 ? "4xx" : status]).toEqual([what, "4xx"]);
      }
      expect(await stored()).toEqual(before);
    });

    test("is carried out as it is, so that it was the hostile part that was refused", async () => {
      // With a cookie of its own, since one of the forms signs out.
      const own = await signedIn(context, ctx.organizationId, "owner");
      const form: Fields = { ...valid, "some-extension": "x" };
      expect((await post(name, { form, cookie: own })).status).toBe(accepted);
    });
  },
);
