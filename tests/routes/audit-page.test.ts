import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { record } from "#app/audit-log/record.server.ts";
import { cancel } from "#app/booking/commands.server.ts";
import { cancelDate, removeDate } from "#app/events/change-dates.server.ts";
import { removeEvent } from "#app/events/end-event.server.ts";
import { updateEvent } from "#app/events/save-event.server.ts";
import { emptyOutbox } from "#app/jobs/empty-outbox.server.ts";
import { createKey } from "#app/organizations/api-keys.server.ts";
import { type Ctx, transact } from "#app/platform/ctx.ts";
import { newId } from "#app/platform/ids.ts";
import { locales } from "#app/platform/locales.ts";
import * as route from "#app/routes/admin/audit-log.tsx";
import { sentenceOf } from "#app/team/audit-actions.ts";
import type { AuditEntry } from "#app/team/audit-entries.server.ts";
import type { AuditLogPageData } from "#app/team/read-audit-page.server.ts";
import { createEndpoint, deleteEndpoint } from "#app/webhooks/endpoints.server.ts";
import { members } from "#db/schema/index.ts";
import { bookSome, ctxIn, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { makeUser, signedIn } from "#tests/support/members.ts";
import { requestRoute, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);

/** Returns an organisation with an owner's browser, and a Ctx in which the member Alex acts. */
async function makeStage() {
  const guest = await makeOrganization(db);
  const { organizationId } = guest;
  const { userId } = await makeUser(context, { organizationId, role: "editor" });
  const cookie = await signedIn(context, organizationId);
  return { ctx: ctxIn(db, organizationId, { kind: "member", id: userId }), userId, cookie };
}

async function read(cookie: string, query = "", language = "en"): Promise<AuditLogPageData> {
  const cookies = `${cookie}; lng=${language}`;
  const { status, body } = await requestRoute(context, route, `/admin/audit-log${query}`, {
    cookie: cookies,
  });
  expect(status).toBe(200);
  return body as unknown as AuditLogPageData;
}

const textOf = ({ sentence }: AuditEntry) => sentence.map(({ text }) => text).join("");
const linksOf = ({ sentence }: AuditEntry) => sentence.map(({ href }) => href).filter(Boolean);

async function copyAll(): Promise<void> {
  while ((await emptyOutbox(db)) > 0);
}

test("entries say in plain words who did what, newest first, with links to what still exists", async () => {
  const { ctx, cookie, userId } = await makeStage();
  const { event } = await makeEvent(ctx, { title: "Pottery class" });
  const { title, description, timeZone, maxPerBooking } = event;
  const changed = { title, description, place: "The barn", timeZone, maxPerBooking, stock: "coral" as const };
  await updateEvent(ctx, event, { ...changed, price: "5 €", sessions: [] });
  const { key } = await createKey(ctx, { name: "Till", scopes: ["read"] });
  const till: Ctx = { ...ctx, actor: { kind: "key", id: key.id }, source: { channel: "api" } };
  await bookSome(till, await makeResource(ctx));
  await copyAll();
  const { entries } = await read(cookie);
  expect(entries.map(textOf)).toEqual([
    expect.stringMatching(/^Till confirmed booking \w{4}-\w{4}$/),
    "Alex created the API key Till",
    "Alex edited Pottery class",
    "Alex published Pottery class",
    "Alex created Pottery class",
  ]);
  expect(entries.map(({ channel }) => channel)).toEqual(["API", ...Array(4).fill("Scheduled job")]);
  expect(entries[2]?.details).toEqual(["Changed: Place, Price"]);
  const slug = "test-club";
  const [, ofEvent] = linksOf(entries[3] as AuditEntry);
  expect(ofEvent).toMatch(new RegExp(`^/admin/o/[^/]*${slug}[^/]*/events/${event.id}$`));
  expect(linksOf(entries[3] as AuditEntry)[0]).toContain(`/audit-log?actor=${userId}`);
});

test("what is gone is shown sensibly: events, dates, webhooks, keys, and members who left", async () => {
  const { ctx, cookie, userId } = await makeStage();
  const { event, sessions } = await makeEvent(ctx, { title: "Pottery class", sessions: 3 });
  const [kept, gone] = [sessions[0]?.id ?? "", sessions[1]?.id ?? ""];
  await cancelDate(ctx, event.id, kept, { reason: "", notify: false });
  await removeDate(ctx, event.id, gone);
  await removeEvent(ctx, event.id);
  const input = { url: "https://hooks.example/in", description: "", types: ["booking.held"] as const };
  const made = await createEndpoint(ctx, input);
  if (made.ok) await deleteEndpoint(ctx, made.endpoint.id);
  await transact(ctx, (tx) =>
    record(tx, { action: "thing.painted", object: { kind: "thing", id: newId() } }),
  );
  const stranger = { ...ctx, actor: { kind: "member" as const, id: newId() } };
  await transact(stranger, (tx) =>
    record(tx, { action: "key.revoked", object: { kind: "key", id: newId() } }),
  );
  await db.delete(members).where(eq(members.userId, userId));
  const { entries } = await read(cookie);
  expect(entries.map(textOf)).toEqual([
    "A former member revoked the API key (deleted)",
    "Alex: thing.painted",
    "Alex deleted a webhook",
    "Alex created the webhook (deleted)",
    "Alex removed Pottery class",
    "Alex removed a date of Pottery class",
    expect.stringMatching(/^Alex cancelled the date .* of Pottery class$/),
    "Alex published Pottery class",
    "Alex created Pottery class",
  ]);
  const hrefs = entries.flatMap(linksOf).filter((href) => !href?.includes("audit-log"));
  expect(hrefs).toEqual([]);
});

test("the filter takes an actor, a group, an object and days, in any combination", async () => {
  const { ctx, cookie, userId } = await makeStage();
  const { event } = await makeEvent(ctx, { title: "Pottery class" });
  const { key } = await createKey(ctx, { name: "Till", scopes: ["read"] });
  const till: Ctx = { ...ctx, actor: { kind: "key", id: key.id } };
  const outcome = await bookSome(till, await makeResource(ctx));
  const bookingId = outcome.ok ? (outcome.booking?.id ?? "") : "";
  await cancel(ctx, { bookingId });
  await copyAll();
  const shown = async (query: string) => (await read(cookie, query)).entries.map(({ sequence }) => sequence);
  expect(await shown("")).toEqual([5, 4, 3, 2, 1]);
  expect(await shown(`?actor=${key.id}`)).toEqual([4]);
  expect(await shown(`?actor=${userId}&group=booking`)).toEqual([5]);
  expect(await shown("?group=event")).toEqual([2, 1]);
  expect(await shown(`?object=${event.id}`)).toEqual([2, 1]);
  const today = new Date().toISOString().slice(0, 10);
  expect(await shown(`?from=${today}&to=${today}`)).toEqual([5, 4, 3, 2, 1]);
  expect(await shown("?to=2000-01-01")).toEqual([]);
  expect(await shown("?actor=x&group=y&object=z&from=w&to=v&after=u")).toEqual([5, 4, 3, 2, 1]);
  expect((await read(cookie, `?object=${event.id}`)).object).toBe("Only entries about Pottery class");
  const { members: people, keys } = await read(cookie);
  expect(people.map(({ value }) => value)).toContain(userId);
  expect(keys).toEqual([{ value: key.id, label: "Till" }]);
});

test("a page has 50 entries and continues after its last one", async () => {
  const { ctx, cookie } = await makeStage();
  for (let number = 0; number < 51; number++)
    await transact(ctx, (tx) =>
      record(tx, { action: "event.saved", object: { kind: "event", id: newId() } }),
    );
  const first = await read(cookie);
  expect(first.entries).toHaveLength(50);
  expect(first.next).toBe(2);
  const second = await read(cookie, "?after=2");
  expect(second.entries.map(({ sequence }) => sequence)).toEqual([1]);
  expect(second.next).toBeUndefined();
});

test("another organisation's entries, and names of its objects, are not shown", async () => {
  const [ours, theirs] = [await makeStage(), await makeStage()];
  const { event } = await makeEvent(theirs.ctx, { title: "Secret supper" });
  await transact(ours.ctx, (tx) =>
    record(tx, { action: "event.saved", object: { kind: "event", id: event.id } }),
  );
  const { entries } = await read(ours.cookie);
  expect(entries.map(textOf)).toEqual(["Alex edited (deleted event)"]);
  expect((await read(ours.cookie, `?object=${event.id}`)).entries).toHaveLength(1);
});

test("entries and words are in the member's language", async () => {
  const { ctx, cookie } = await makeStage();
  await makeEvent(ctx, { title: "Töpfern", published: false });
  const pages = await Promise.all(locales.map((language) => read(cookie, "", language)));
  expect(pages.map(({ entries }) => entries.map(textOf)[0])).toEqual([
    "Alex created Töpfern",
    "Alex hat Töpfern angelegt",
    "Alex a créé Töpfern",
    "Alex creó Töpfern",
  ]);
  expect(new Set(pages.map(({ words }) => words.title)).size).toBe(4);
});

const sources = import.meta.glob<string>("../../app/**/*.server.ts", {
  eager: true,
  query: "?raw",
  import: "default",
});

test("every action that a command records has its sentence; those of accounts are on no page", () => {
  const recording = Object.values(sources).filter((source) => source.includes("audit-log/record.server.ts"));
  const actions = recording.flatMap((source) => [
    ...source.matchAll(/"([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)"/g),
  ]);
  const names = [...new Set(actions.map(([, action = ""]) => action))];
  expect(names.length).toBeGreaterThan(25);
  expect(names.filter((action) => !action.startsWith("account.") && !sentenceOf(action))).toEqual([]);
});
