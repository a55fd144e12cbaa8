import { gt, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { renewSetUpToken } from "#app/auth/set-up.server.ts";
import type { Event } from "#app/events/event.ts";
import { findEvent } from "#app/events/find-events.server.ts";
import { updateEvent } from "#app/events/save-event.server.ts";
import { emptyOutbox } from "#app/jobs/empty-outbox.server.ts";
import { localTimeOf } from "#app/platform/time-zone.ts";
import { listQuestions } from "#app/questions/questions.server.ts";
import * as setUpRoute from "#app/routes/auth/setup.tsx";
import * as signInRoute from "#app/routes/auth/sign-in.tsx";
import * as signOutRoute from "#app/routes/auth/sign-out.tsx";
import { auditLog, NO_ORGANIZATION } from "#db/schema/index.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { makeUser, signedIn, TEST_PASSWORD } from "#tests/support/members.ts";
import { type RouteModule, requestRoute, testContext } from "#tests/support/remix.ts";
import { routeNameOf } from "#tests/support/route-modules.ts";
import { auditCases, type Sent } from "./audit-cases.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db, "Ours");
let cookie = await signedIn(context, ctx.organizationId);
const cases = await auditCases(context, ctx);

const modules = import.meta.glob<RouteModule>("../../app/routes/admin/**/*.tsx", { eager: true });
const routes = new Map(Object.entries(modules).map(([path, module]) => [routeNameOf(path), module]));

/** Actions that are no `memberAction`, since they answer everybody with 404. */
const CLOSED_ACTIONS = ["admin.$"];
/** Needs codes of an authenticator app: two-factor.test.ts checks its rows. */
const OF_TWO_FACTOR = ["off", "on", "renew"].map((intent) => `admin.account.two-factor#${intent}`);
/** Intents that a single handler distinguishes itself. */
const OWN_INTENTS = ["admin.events.$id.embed#delete"];

async function drain(): Promise<void> {
  while ((await emptyOutbox(db)) > 0);
}

/** Returns the rows that the work adds to the log, copies of the history included. */
async function rowsOf(work: () => Promise<unknown>) {
  await drain();
  const [latest] = await db.execute<{ at: string }>(
    sql`select coalesce(max(at), '-infinity')::text as at from audit_log`,
  );
  await work();
  await drain();
  return db
    .select()
    .from(auditLog)
    .where(gt(auditLog.at, sql`${latest?.at}::timestamptz`))
    .orderBy(auditLog.at);
}

async function send(name: string, { params, form }: Sent) {
  const [routeName = ""] = name.split("#");
  const module = routes.get(routeName);
  if (!module) throw new Error(`there is no route ${routeName}`);
  const answer = await requestRoute(context, module, `/${routeName.replaceAll(".", "/")}`, {
    params,
    form,
    cookie,
  });
  // A new password renews the cookie of the browser.
  if (answer.cookie?.startsWith("reservo=")) cookie = answer.cookie;
  return answer;
}

/** Returns what a form has from a person's keyboard. */
function typedIn({ form }: Sent): string[] {
  const names = ["title", "description", "reason", "message", "accessCode", "label", "slug", "url", "name"];
  return names.flatMap((name) => form[name] ?? []).filter((value) => value.length > 2);
}

test("every action of the admin and each of its intents has its row here", () => {
  const expected = [...routes].flatMap(([name, { action }]) => {
    if (!action || CLOSED_ACTIONS.includes(name)) return [];
    const { intents } = action as { intents?: readonly string[] };
    expect(intents, `${name} is a memberAction`).toBeDefined();
    return intents?.length ? intents.map((intent) => `${name}#${intent}`) : [name];
  });
  expect([...Object.keys(cases), ...OF_TWO_FACTOR].sort()).toEqual([...expected, ...OWN_INTENTS].sort());
});

describe.each(Object.entries(cases))("%s", (name, { action, made }) => {
  test("adds one row when it succeeds, and none when it is refused or changes nothing", async () => {
    const { accepted, refused } = await made();
    const none = await rowsOf(() => send(name, refused));
    expect(none.map((row) => row.action)).toEqual([]);
    let status = 0;
    const rows = await rowsOf(async () => {
      ({ status } = await send(name, accepted));
    });
    expect(status).toBeLessThan(400);
    expect(rows.map((row) => row.action)).toEqual([action]);
    const [row] = rows;
    const isAccount = action.startsWith("account.");
    expect(row).toMatchObject({
      organizationId: isAccount ? NO_ORGANIZATION : ctx.organizationId,
      actorKind: "member",
      channel: "page",
    });
    expect(row?.actorId).toMatch(/^[0-9a-f-]{36}$/);
    // The copy of a history row has no request of its own.
    if (!row?.after?.history)
      expect(row).toMatchObject({ requestId: "test", networkHash: expect.any(Uint8Array) });
    const recorded = JSON.stringify([row?.before, row?.after]);
    for (const value of typedIn(accepted)) expect(recorded).not.toContain(value);
  });
});

describe("a save of an event", () => {
  const inputOf = ({ title, description, place, timeZone, maxPerBooking }: Event) => ({
    title,
    description,
    place,
    timeZone,
    maxPerBooking,
    stock: "coral" as const,
    sessions: [],
  });
  const fresh = async (id: string) => (await findEvent(ctx, id)) as Event;

  test("records the names of the changed fields, the versions and the numbers of dates, and nothing if all is as it was", async () => {
    const { event, session } = await makeEvent(ctx);
    const { id, version } = event;
    expect(await rowsOf(() => updateEvent(ctx, event, inputOf(event)))).toEqual([]);
    const local = (at: Date) => localTimeOf(at, "UTC");
    const date = { label: "", startsAt: local(session.startsAt), endsAt: local(session.endsAt) };
    const sessions = [
      { ...date, id: session.id, capacity: 11 },
      { ...date, capacity: 5 },
    ];
    const meal = { type: "text" as const, label: "Meal", hint: "", required: false, options: [] };
    const questions = [{ ...meal, per: "booking" as const }];
    const input = {
      ...inputOf(event),
      place: "The barn",
      price: "12 €",
      sessions,
      questions: [...questions],
    };
    const [row, ...more] = await rowsOf(async () => updateEvent(ctx, await fresh(id), input));
    expect(more).toEqual([]);
    expect(row).toMatchObject({ action: "event.saved", before: { version: version + 1 } });
    expect(row?.after).toEqual({
      version: version + 2,
      fields: ["place", "price", "questions"],
      datesAdded: 1,
      datesChanged: 1,
    });
    const same = {
      ...inputOf(event),
      place: "The barn",
      questions: (await listQuestions(ctx, id)).map((asked) => ({ ...asked, options: [] })),
    };
    expect(await rowsOf(async () => updateEvent(ctx, await fresh(id), same))).toEqual([]);
  });
});

describe("an account", () => {
  const signIn = (email: string, password: string) =>
    requestRoute(context, signInRoute, "/sign-in", { form: { email, password } });

  test("has one row when it signs in and one when it signs out, and none for a wrong password", async () => {
    const { email, userId } = await makeUser(context, { organizationId: ctx.organizationId, role: "viewer" });
    expect(await rowsOf(() => signIn(email, "wrong password"))).toEqual([]);
    let browser: string | undefined;
    const began = await rowsOf(async () => {
      browser = (await signIn(email, TEST_PASSWORD)).cookie;
    });
    const own = { organizationId: NO_ORGANIZATION, actorKind: "member", actorId: userId, objectId: userId };
    expect(began).toMatchObject([{ ...own, action: "account.signed-in" }]);
    const signOut = () => requestRoute(context, signOutRoute, "/sign-out", { form: {}, cookie: browser });
    expect(await rowsOf(signOut)).toMatchObject([{ ...own, action: "account.signed-out" }]);
    expect(await rowsOf(signOut)).toEqual([]);
  });

  test("that owns a new server has one row in its organisation", async () => {
    const form = {
      organization: "Studio",
      timeZone: "Europe/London",
      name: "Olu",
      email: "olu@example.org",
      password: "lantern-otter-93",
    };
    const token = await renewSetUpToken(db);
    const setUp = (given: Record<string, string>) =>
      requestRoute(context, setUpRoute, `/setup?token=${token}`, { form: given });
    expect(await rowsOf(() => setUp({ ...form, email: "" }))).toEqual([]);
    const rows = await rowsOf(() => setUp(form));
    expect(rows.map(({ action }) => action)).toEqual(["organization.set-up", "account.signed-in"]);
    expect(rows[0]?.actorId).toBe(rows[1]?.actorId);
  });
});
