import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { createKey } from "#app/organizations/api-keys.server.ts";
import * as keyRoute from "#app/routes/admin/developers/keys.$id_.edit.tsx";
import * as webhookRoute from "#app/routes/admin/developers/webhooks.$id.edit.tsx";
import * as embedRoute from "#app/routes/admin/events/$id.embed.tsx";
import * as settingsRoute from "#app/routes/admin/settings.tsx";
import { createEndpoint, findEndpoint } from "#app/webhooks/endpoints.server.ts";
import { embeds, events } from "#db/schema/index.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { signedIn } from "#tests/support/members.ts";
import { type RouteModule, requestRoute, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db, "Two tabs");
const cookie = await signedIn(context, ctx.organizationId, "owner");

type Fields = Record<string, string>;

interface Page {
  draft: Record<string, string | string[]>;
  conflict?: { version: number; differences: { label: string; values?: object }[] };
}

interface Form {
  /** What the page has put into the form. */
  open(): Promise<Fields>;
  send(fields: Fields): Promise<{ status: number; body: Partial<Page> }>;
}

const fieldsOf = (draft: Page["draft"]): Fields =>
  Object.fromEntries(
    Object.entries(draft).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );

function formAt(
  route: RouteModule,
  path: string,
  { params = {}, given = {} }: { params?: Fields; given?: Fields } = {},
): Form {
  const at = { params, cookie };
  return {
    open: async () => fieldsOf((await requestRoute<Page>(context, route, path, at)).body.draft),
    send: (fields) =>
      requestRoute<Partial<Page>>(context, route, path, { ...at, form: { ...given, ...fields } }),
  };
}

async function webhookForm(): Promise<Form> {
  const input = { url: "https://hooks.example/a", description: "", types: ["booking.confirmed"] as const };
  const made = await createEndpoint(ctx, input);
  if (!made.ok) throw new Error(made.refusal);
  const { id } = made.endpoint;
  const path = `/admin/o/two-tabs/developers/webhooks/${id}/edit`;
  const { send } = formAt(webhookRoute, path, { params: { id }, given: { types: "booking.confirmed" } });
  const open = async () => {
    const { url = "", description = "", version } = (await findEndpoint(ctx, id)) ?? {};
    return { url, description, version: String(version) };
  };
  return { open, send };
}

async function keyForm(): Promise<Form> {
  const { id } = (await createKey(ctx, { name: "Till", scopes: ["read"], networks: ["2001:db8::/32"] })).key;
  const path = `/admin/o/two-tabs/developers/keys/${id}/edit`;
  const form = formAt(keyRoute, path, { params: { id } });
  const open = async () => {
    const at = { cookie, params: { id } };
    const { body } = await requestRoute<Page & { version: number }>(context, keyRoute, path, at);
    return { ...fieldsOf(body.draft), version: String(body.version) };
  };
  return { ...form, open };
}

async function embedForm(): Promise<Form & { eventId: string }> {
  const { event } = await makeEvent(ctx);
  const path = `/admin/o/two-tabs/events/${event.id}/embed`;
  const made = formAt(embedRoute, path, { params: { id: event.id }, given: { intent: "save" } });
  await made.send({ ...(await made.open()), name: "On our site", sites: "https://old.example" });
  const [{ id } = { id: "" }] = await db
    .select({ id: embeds.id })
    .from(embeds)
    .where(eq(embeds.eventId, event.id));
  return {
    eventId: event.id,
    ...formAt(embedRoute, path, { params: { id: event.id }, given: { intent: "save", embed: id } }),
  };
}

const FORMS: [what: string, make: () => Promise<Form>, field: string, label: string][] = [
  [
    "the settings",
    async () => formAt(settingsRoute, "/admin/o/two-tabs/settings", { params: {} }),
    "name",
    "admin.settings.name",
  ],
  ["a webhook", webhookForm, "description", "admin.webhooks.description"],
  ["an API key", keyForm, "name", "admin.keys.name"],
  ["an embed", embedForm, "name", "admin.embed.name"],
];

test.each(FORMS)(
  "a form of %s that was overtaken keeps what was typed and says what differs",
  async (_what, make, field, label) => {
    const form = await make();
    const opened = await form.open();
    expect((await form.send({ ...opened, [field]: "Saved first" })).status).toBe(303);
    const { status, body } = await form.send({ ...opened, [field]: "Typed second" });
    expect(status).toBe(409);
    expect(body.draft).toMatchObject({ [field]: "Typed second" });
    expect(body.conflict?.differences).toEqual([
      { label, values: { saved: "Saved first", typed: "Typed second" } },
    ]);
    expect((await form.open())[field]).toBe("Saved first");
    const again = { ...opened, [field]: "Typed second", version: String(body.conflict?.version) };
    expect((await form.send(again)).status).toBe(303);
    expect((await form.open())[field]).toBe("Typed second");
  },
);

test.each(FORMS)(
  "a form of %s that says what is saved already is taken as saved",
  async (_what, make, field) => {
    const form = await make();
    const opened = await form.open();
    const sent = { ...opened, [field]: "The same" };
    expect((await form.send(sent)).status).toBe(303);
    expect((await form.send(sent)).status).toBe(303);
  },
);

test.each(FORMS)(
  "a form of %s with a version that cannot be is refused, with what was typed",
  async (_what, make, field) => {
    const form = await make();
    const opened = await form.open();
    for (const version of ["99999999999999999999", "1.5", "-1", "x"]) {
      const { status, body } = await form.send({ ...opened, [field]: "Typed", version });
      expect([409, 422], version).toContain(status);
      expect(body.draft).toMatchObject({ [field]: "Typed" });
    }
    expect((await form.open())[field]).toBe(opened[field]);
  },
);

test("sites that another embed of the event has changed are not overwritten, and nothing is saved by half", async () => {
  const form = await embedForm();
  const opened = await form.open();
  await db
    .update(events)
    .set({ embedSites: ["https://new.example"] })
    .where(eq(events.id, form.eventId));
  const { status, body } = await form.send({ ...opened, name: "Typed name", sites: "https://mine.example" });
  expect(status).toBe(409);
  expect(body.conflict?.differences.map(({ label }) => label)).toEqual([
    "admin.embed.name",
    "admin.embed.sites",
  ]);
  expect(await form.open()).toMatchObject({ name: "On our site", sites: "https://new.example" });
  const { version = "", openedSites = "" } = fieldsOf(body.draft ?? {});
  const again = { ...opened, name: "Typed name", sites: "https://mine.example", version, openedSites };
  expect((await form.send(again)).status).toBe(303);
  expect(await form.open()).toMatchObject({ name: "Typed name", sites: "https://mine.example" });
});

test("a new embed is made where somebody has saved the same sites meanwhile, and asks about other ones alone", async () => {
  const { event } = await makeEvent(ctx);
  const path = `/admin/o/two-tabs/events/${event.id}/embed`;
  const form = formAt(embedRoute, path, { params: { id: event.id }, given: { intent: "save" } });
  const opened = { ...(await form.open()), theme: "dark" };
  const sitesNow = (sites: string[]) =>
    db.update(events).set({ embedSites: sites }).where(eq(events.id, event.id));
  await sitesNow(["https://same.example"]);
  expect((await form.send({ ...opened, sites: "https://same.example" })).status).toBe(303);
  expect(await db.select({ id: embeds.id }).from(embeds).where(eq(embeds.eventId, event.id))).toHaveLength(1);
  await sitesNow(["https://other.example"]);
  const { status, body } = await form.send({ ...opened, sites: "https://mine.example" });
  expect([status, body.conflict?.differences.map(({ label }) => label)]).toEqual([
    409,
    ["admin.embed.sites"],
  ]);
});

test("an embed that is saved with the sites as they were leaves the event's version alone", async () => {
  const form = await embedForm();
  const versionOf = async () =>
    (await db.select({ version: events.version }).from(events).where(eq(events.id, form.eventId)))[0]
      ?.version;
  const before = await versionOf();
  await form.send({ ...(await form.open()), name: "Another name" });
  expect(await versionOf()).toBe(before);
});
