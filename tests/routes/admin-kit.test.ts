import { createRequestHandler, type ServerBuild } from "@remix-run/server-runtime";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { memberAction } from "#app/admin/member-routes.server.ts";
import { noObject } from "#app/admin/own.server.ts";
import { cancel } from "#app/booking/commands.server.ts";
import { setUpEngine } from "#app/booking/engine.server.ts";
import { OutcomeUnknown } from "#app/booking/refusals.ts";
import { emptyOutbox } from "#app/jobs/empty-outbox.server.ts";
import * as bookingRoute from "#app/routes/admin/bookings/$id.tsx";
import * as developersRoute from "#app/routes/admin/developers/layout.tsx";
import * as webhooksRoute from "#app/routes/admin/developers/webhooks.new.tsx";
import * as editRoute from "#app/routes/admin/events/$id.edit.tsx";
import * as layoutRoute from "#app/routes/admin/layout.tsx";
import { openDatabase } from "#db/client.ts";
import { bookings, mails } from "#db/schema/index.ts";
import { lockFromOutside, waitingForLocks } from "#tests/concurrency/foreign-lock.ts";
import { bookAsGuest } from "#tests/support/booking-flow.ts";
import { bookSome, makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { signedIn } from "#tests/support/members.ts";
import { requestRoute, TEST_ORIGIN, testContext } from "#tests/support/remix.ts";
import { waitUntil } from "#tests/support/wait-until.ts";

const database = await testDatabase();
const { db } = database;
const context = await testContext(db);
const ctx = await makeOrganization(db, "Busy");
const cookie = await signedIn(context, ctx.organizationId);

/** Runs `act` against an engine whose one slot waits for a lock of somebody else, so that it sheds what comes. */
async function whileBusy(resourceId: string, act: (busy: typeof context) => Promise<void>): Promise<void> {
  const instance = openDatabase({ url: database.url, max: 4 });
  setUpEngine(instance.db, { slots: 1, deadlineMs: 100 });
  const release = await lockFromOutside(database.url, ctx, resourceId);
  const stuck = bookSome({ ...ctx, db: instance.db }, resourceId).catch(() => undefined);
  try {
    await waitUntil("the slot to be stuck", async () => (await waitingForLocks(database)) > 0);
    await act({ ...context, db: instance.db });
  } finally {
    await release();
    await stuck;
    await instance.close();
  }
}

interface Given {
  notice: string;
  draft?: { title: string };
}

test("a busy engine is a 503 that says so, the booking stays as it is, and its mail is not withheld", async () => {
  const made = await makeEvent(ctx);
  const booked = await bookAsGuest(ctx, made);
  await whileBusy(made.session.id, async (busy) => {
    const answer = await requestRoute<Given>(busy, bookingRoute, "/admin/bookings/id", {
      params: { id: booked.bookingId },
      cookie,
      form: { intent: "cancel" },
    });
    expect(answer).toMatchObject({ status: 503, body: { notice: expect.stringContaining("busy") } });
  });
  const [row] = await db
    .select({ fate: bookings.fate })
    .from(bookings)
    .where(eq(bookings.id, booked.bookingId));
  expect(row?.fate).toBe("confirmed");
  // The guest who cancels it later is told.
  await cancel(ctx, { bookingId: booked.bookingId });
  while ((await emptyOutbox(db)) > 0);
  const queued = await db.select({ kind: mails.kind, state: mails.state }).from(mails);
  expect(queued).toContainEqual({ kind: "cancelled", state: "queued" });
  expect(queued.filter(({ state }) => state === "withheld")).toEqual([]);
});

test("what was typed comes back when the engine is too busy to save an event", async () => {
  const { event, session } = await makeEvent(ctx);
  const local = (at: Date) => at.toISOString().slice(0, 16);
  const form = {
    title: "A new title",
    place: "The hall",
    timeZone: "UTC",
    stock: "coral",
    maxPerBooking: "4",
    "sessions[0].id": session.id,
    "sessions[0].startsAt": local(session.startsAt),
    "sessions[0].endsAt": local(session.endsAt),
    "sessions[0].capacity": "25",
  };
  await whileBusy(session.id, async (busy) => {
    const how = { params: { id: event.id }, cookie, form };
    const answer = await requestRoute<Given>(busy, editRoute, "/admin/events/id/edit", how);
    expect(answer).toMatchObject({ status: 503, body: { draft: { title: "A new title" } } });
    expect(answer.body.notice).toContain("busy");
  });
});

const tried = {
  action: memberAction(
    "editEvents",
    noObject,
    {
      lose: () => {
        throw new OutcomeUnknown();
      },
      refuse: () => ({ ok: false as const, refusal: "RESOURCE_FULL" as const }),
      fail: () => {
        throw new Error("a defect");
      },
    },
    { keep: (form) => ({ typed: String(form.get("name")) }) },
  ),
};

const send = (intent: string) =>
  requestRoute(context, tried, "/admin", { cookie, form: { intent, name: "Ada" } });

test("an unknown outcome is a 504 that asks to check first, with what was typed", async () => {
  const body = { typed: "Ada", notice: expect.stringContaining("Check before you try again") };
  expect(await send("lose")).toMatchObject({ status: 504, body });
});

test("a refusal that a command returns is shown in the words of that refusal", async () => {
  const body = { typed: "Ada", notice: "There are not enough seats left." };
  expect(await send("refuse")).toMatchObject({ status: 409, body });
});

test("an intent that the form does not have is a 400, also one that every object inherits", async () => {
  for (const intent of ["", "delete-all", "toString", "__proto__", "constructor"]) {
    expect((await send(intent)).status).toBe(400);
  }
});

test("a defect is not mistaken for a refusal", async () => {
  await expect(send("fail")).rejects.toThrow("a defect");
});

test("the member is looked up once for all loaders of a request", async () => {
  let selects = 0;
  const counted = new Proxy(db, {
    get(target, name) {
      if (name === "select") selects++;
      return Reflect.get(target, name, target);
    },
  });
  const module = (route: object) => ({ default: () => null, ...route });
  const routes = {
    root: { id: "root", path: "", module: module({}) },
    admin: { id: "admin", parentId: "root", path: "admin/o/:slug", module: module(layoutRoute) },
    developers: { id: "developers", parentId: "admin", path: "developers", module: module(developersRoute) },
    page: { id: "page", parentId: "developers", path: "webhooks/new", module: module(webhooksRoute) },
  };
  const build = {
    entry: { module: { default: () => new Response("page") } },
    routes,
    assets: { entry: { imports: [], module: "" }, routes: {}, url: "", version: "" },
    publicPath: "/",
    assetsBuildDirectory: "",
    future: { v3_singleFetch: true },
    isSpaMode: false,
  } as unknown as ServerBuild;
  const handle = createRequestHandler(build, "test");
  const request = new Request(`${TEST_ORIGIN}/admin/o/busy/developers/webhooks/new.data`, {
    headers: { Cookie: cookie },
  });
  const response = await handle(request, { ...context, db: counted });
  expect(response.status).toBe(200);
  expect(await response.text()).toContain("Busy");
  // One for the sign-in, one for the memberships.
  expect(selects).toBe(2);
});
