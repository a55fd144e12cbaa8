import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { findOrganization } from "#app/organizations/organizations.server.ts";
import { createEndpoint } from "#app/webhooks/endpoints.server.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { signedIn } from "#tests/support/members.ts";
import { type RouteModule, requestRoute, testContext } from "#tests/support/remix.ts";
import { routeNameOf } from "#tests/support/route-modules.ts";

// What stands behind the question mark of lists is written by anybody: a place in a list that none can be is not said.

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db);
const cookie = await signedIn(context, ctx.organizationId, "owner");
const slug = (await findOrganization(db, ctx.organizationId))?.slug ?? "";
const { event } = await makeEvent(ctx);
const made = await createEndpoint(ctx, {
  url: "https://hooks.example/x",
  description: "",
  types: ["booking.confirmed"],
});
if (!made.ok) throw new Error(made.refusal);

const modules = import.meta.glob<RouteModule>("../../app/routes/**/*.{ts,tsx}", { eager: true });
const routes = new Map(Object.entries(modules).map(([path, module]) => [routeNameOf(path), module]));

const TIMES = ["999999999999999", "8640000000000001", "-8640000000000001", "1e400", "NaN", "", "0x10"];
const CURSORS = [
  ...TIMES.flatMap((time) => [`${time}.${randomUUID()}`, `${time}_${randomUUID()}`]),
  ...["a\0b", "\ud800", "%", "'", "1.1.1", `1_${"-".repeat(36)}`, "x".repeat(3_000), randomUUID()],
];

/** Every page that begins somewhere in a list, or narrows one down, with its parameters for that. */
const LISTS: [name: string, path: string, params: Record<string, string>, names: string[]][] = [
  ["public._index", "/", {}, ["after"]],
  ["public.o.$slug._index", `/o/${slug}`, { slug }, ["after", "month", "day", "q", "past"]],
  ["public.e.$slug._index", `/e/${event.slug}`, { slug: event.slug }, ["from", "session", "seats"]],
  ["public.e.$slug.book", `/e/${event.slug}/book`, { slug: event.slug }, ["session", "seats"]],
  ["embed.o.$slug", `/embed/o/${slug}`, { slug }, ["after"]],
  ["embed.$slug._index", `/embed/${event.slug}`, { slug: event.slug }, ["from", "session", "embed", "seats"]],
  ["admin._index", "/admin", {}, ["after", "state", "q"]],
  [
    "admin.events.$id._index",
    `/admin/events/${event.id}`,
    { id: event.id },
    ["after", "from", "day", "label"],
  ],
  [
    "admin.developers.webhooks.$id._index",
    `/admin/webhooks/${made.endpoint.id}`,
    { id: made.endpoint.id },
    ["after"],
  ],
];

test.each(LISTS)(
  "%s shows its page, whatever its address asks to begin with",
  async (name, path, params, names) => {
    const route = routes.get(name);
    if (!route) throw new Error(`there is no route ${name}`);
    for (const parameter of names) {
      for (const cursor of CURSORS) {
        const query = new URLSearchParams({ [parameter]: cursor });
        const { status } = await requestRoute(context, route, `${path}?${query}`, { params, cookie });
        expect([parameter, cursor, status]).toEqual([parameter, cursor, expect.toSatisfy(isCalm)]);
      }
    }
  },
);

/** The page, a page that is not there, or a way on; never a failure. */
const isCalm = (status: number) => [200, 302, 303, 404].includes(status);
