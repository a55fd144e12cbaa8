import { sql } from "drizzle-orm";
import { addLink } from "#app/auth/account/links.server.ts";
import { beginSignIn } from "#app/auth/sign-ins.server.ts";
import { saveEmbed } from "#app/embed/embeds.server.ts";
import { switchBooking } from "#app/events/booking-switch.server.ts";
import { startSaving, stopSaving } from "#app/events/save-dates-task.server.ts";
import { createKey } from "#app/organizations/api-keys.server.ts";
import { findOrganization } from "#app/organizations/organizations.server.ts";
import { type Ctx, transact } from "#app/platform/ctx.ts";
import { newId } from "#app/platform/ids.ts";
import { findTask } from "#app/tasks/tasks.server.ts";
import { sendTest } from "#app/webhooks/deliveries.server.ts";
import {
  createEndpoint,
  deleteEndpoint,
  listEndpoints,
  switchEndpoint,
} from "#app/webhooks/endpoints.server.ts";
import { bookAsGuest } from "#tests/support/booking-flow.ts";
import { makeEvent } from "#tests/support/events.ts";
import { makeForms } from "#tests/support/forms.ts";
import { TEST_PASSWORD } from "#tests/support/members.ts";
import { TEST_ORIGIN, type testContext } from "#tests/support/remix.ts";
import { teamCases } from "./team-audit-cases.ts";

/** A form as a member submits it. */
export interface Sent {
  params?: Record<string, string>;
  form: Record<string, string>;
}

/** One mutation of a page: a submission that succeeds, and one that is refused or changes nothing. */
export interface AuditCase {
  /** The action that the log has afterwards, once. */
  action: string;
  made(): Promise<{ accepted: Sent; refused: Sent }>;
}

type Context = Awaited<ReturnType<typeof testContext>>;
type Table = Record<string, AuditCase>;

/** Returns the cases of every action of the admin, by its route's name, with the intent after a `#`. */
export async function auditCases(context: Context, ctx: Ctx): Promise<Table> {
  return {
    ...(await formCases(context, ctx)),
    ...eventCases(ctx),
    ...savingCases(ctx),
    ...bookingCases(ctx),
    ...keyCases(ctx),
    ...webhookCases(ctx),
    ...accountCases(context, ctx),
    ...teamCases(context, ctx),
  };
}

/** Returns the cases of forms without intents. A form with a faulty value of `field` is refused. */
async function formCases(context: Context, ctx: Ctx): Promise<Table> {
  const forms = await makeForms(context, ctx);
  const version = async () => String((await findOrganization(ctx.db, ctx.organizationId))?.version);
  const of = (name: string, action: string, fault: Record<string, string>): Table => ({
    [name]: {
      action,
      async made() {
        const { params = {}, valid } = forms[name] ?? { valid: {} };
        const form = {
          ...(valid as Record<string, string>),
          ...(name === "admin.settings" && { version: await version() }),
          // The endpoint was created with the other values of the form.
          ...(name === "admin.developers.webhooks.$id.edit" && { description: "Back door" }),
        };
        return { accepted: { params, form }, refused: { params, form: { ...form, ...fault } } };
      },
    },
  });
  return {
    ...of("admin.events.new", "event.created", { title: "" }),
    ...of("admin.events.$id.edit", "event.saved", { title: "" }),
    ...of("admin.events.$id.address", "event.renamed", { slug: "" }),
    ...of("admin.events.$id.cancel", "event.cancelled", { reason: "x".repeat(5_000) }),
    ...of("admin.events.$id.embed", "embed.created", { name: "" }),
    ...of("admin.events.$id.dates.new", "date.added", { startsAt: "" }),
    ...of("admin.events.$id.dates.$date.cancel", "date.cancelled", { reason: "x".repeat(5_000) }),
    ...of("admin.developers.keys.new", "key.created", { name: "" }),
    ...of("admin.developers.keys.$id_.edit", "key.changed", { networks: "nowhere" }),
    ...of("admin.developers.webhooks.new", "webhook.created", { url: "" }),
    ...of("admin.developers.webhooks.$id.edit", "webhook.changed", { url: "" }),
    ...of("admin.settings", "organization.changed", { name: "" }),
    ...of("admin.settings_.address", "organization.renamed", { slug: "" }),
    "admin.settings_.language": {
      action: "account.language-changed",
      made: async () => ({ accepted: { form: { locale: "es" } }, refused: { form: { locale: "xx" } } }),
    },
  };
}

const on = (id: string, form: Record<string, string> = {}): Sent => ({ params: { id }, form });

async function eventId(ctx: Ctx, published = true): Promise<string> {
  return (await makeEvent(ctx, { published })).event.id;
}

function eventCases(ctx: Ctx): Table {
  const publication = (
    form: Record<string, string>,
    from: "draft" | "published",
    action: string,
  ): AuditCase => ({
    action,
    made: async () => ({
      accepted: on(await eventId(ctx, from === "published"), form),
      refused: on(await eventId(ctx, from !== "published"), form),
    }),
  });
  const index = "admin.events.$id._index";
  return {
    [`${index}#publish`]: publication({ intent: "publish" }, "draft", "event.published"),
    [`${index}#unpublish`]: publication({ intent: "unpublish" }, "published", "event.unpublished"),
    "admin.events.$id.publish": publication({}, "draft", "event.published"),
    "admin.events.$id.unpublish": publication({}, "published", "event.unpublished"),
    "admin.events.$id.remove": {
      action: "event.removed",
      async made() {
        const booked = await makeEvent(ctx);
        await bookAsGuest(ctx, booked);
        return { accepted: on(await eventId(ctx)), refused: on(booked.event.id) };
      },
    },
    "admin.events.$id.dates.$date.remove": {
      action: "date.removed",
      async made() {
        const [two, one] = [await makeEvent(ctx, { sessions: 2 }), await makeEvent(ctx)];
        const dateOf = ({ event, session }: typeof one): Sent => ({
          params: { id: event.id, date: session.id },
          form: {},
        });
        return { accepted: dateOf(two), refused: dateOf(one) };
      },
    },
    "admin.events.$id.embed#delete": {
      action: "embed.deleted",
      async made() {
        const id = await eventId(ctx);
        const embed = { name: "Blog", settings: { mode: "inline" as const }, version: 0 };
        const saved = await saveEmbed(ctx, id, { ...embed, id: undefined, sites: [], openedSites: [] });
        const form = { intent: "delete", embed: saved.ok ? saved.id : "" };
        return { accepted: on(id, form), refused: on(await eventId(ctx), form) };
      },
    },
  };
}

/** Cases of opening and closing booking, and of the task that saves dates. */
function savingCases(ctx: Ctx): Table {
  const switching = (state: "open" | "close", action: string): AuditCase => ({
    action,
    async made() {
      const [open, closed] = [await makeEvent(ctx), await makeEvent(ctx)];
      await switchBooking(ctx, closed.event, "close");
      const [from, already] = state === "close" ? [open, closed] : [closed, open];
      const form = { intent: state };
      return { accepted: on(from.event.id, form), refused: on(already.event.id, form) };
    },
  });
  const saving = async () => {
    const { event, session } = await makeEvent(ctx);
    const resources = session.resourceIds.map((resourceId) => ({ resourceId, transition: "close" as const }));
    await transact(ctx, (tx) => startSaving(tx, event.id, resources));
    return event.id;
  };
  return {
    "admin.events.$id._index#open": switching("open", "event.booking-opened"),
    "admin.events.$id._index#close": switching("close", "event.booking-closed"),
    "admin.events.$id._index#stop-saving": {
      action: "event.saving-stopped",
      async made() {
        const form = { intent: "stop-saving" };
        return { accepted: on(await saving(), form), refused: on(await eventId(ctx), form) };
      },
    },
    "admin.events.$id._index#dismiss-saving": {
      action: "event.saving-dismissed",
      async made() {
        const id = await saving();
        await stopSaving(ctx, id);
        const form = { intent: "dismiss-saving", task: (await findTask(ctx, id))?.id ?? "" };
        // The task of one event is not dismissed through another.
        return { accepted: on(id, form), refused: on(await eventId(ctx), form) };
      },
    },
  };
}

function bookingCases(ctx: Ctx): Table {
  const booked = async () => {
    const made = await makeEvent(ctx, { sessions: 2 });
    const { bookingId } = await bookAsGuest(ctx, made);
    return { made, id: bookingId };
  };
  return {
    "admin.bookings.$id#resend": {
      action: "booking.mail-resent",
      async made() {
        const form = { intent: "resend" };
        return {
          accepted: { params: { id: (await booked()).id }, form },
          refused: { params: { id: newId() }, form },
        };
      },
    },
    "admin.bookings.$id#move": {
      action: "booking.changed",
      async made() {
        const { made, id } = await booked();
        const form = (session: string | undefined) => ({ intent: "move", session: session ?? "" });
        return {
          accepted: { params: { id }, form: form(made.sessions[1]?.id) },
          refused: { params: { id }, form: form(newId()) },
        };
      },
    },
    "admin.bookings.$id#cancel": {
      action: "booking.cancelled",
      async made() {
        const form = { intent: "cancel", notify: "yes" };
        return {
          accepted: { params: { id: (await booked()).id }, form },
          refused: { params: { id: newId() }, form },
        };
      },
    },
  };
}

function keyCases(ctx: Ctx): Table {
  const idOf = async () => (await createKey(ctx, { name: "Till", scopes: ["read"] })).key.id;
  const of = (action: string, form: Record<string, string>, fault: Record<string, string>): AuditCase => ({
    action,
    async made() {
      const params = { id: await idOf() };
      return { accepted: { params, form: { ...form, ...fault } }, refused: { params, form } };
    },
  });
  return {
    "admin.developers.keys.$id#rotate": of("key.rotated", { intent: "rotate" }, { overlap: "24" }),
    "admin.developers.keys.$id#revoke": of("key.revoked", { intent: "revoke" }, { sure: "on" }),
  };
}

function webhookCases(ctx: Ctx): Table {
  const idOf = async (state: "on" | "off" = "on") => {
    for (const { id } of await listEndpoints(ctx)) await deleteEndpoint(ctx, id);
    const input = { url: "https://hooks.example/in", description: "Door", types: ["booking.held"] as const };
    const made = await createEndpoint(ctx, input);
    const id = made.ok ? made.endpoint.id : "";
    if (state === "off") await switchEndpoint(ctx, id, "off");
    return id;
  };
  const of = (
    intent: string,
    action: string,
    more: (id: string) => Promise<Record<string, string>>,
  ): Table => ({
    [`admin.developers.webhooks.$id._index#${intent}`]: {
      action,
      async made() {
        const id = await idOf(intent === "on" ? "off" : "on");
        const form = { intent, ...(await more(id)) };
        return { accepted: { params: { id }, form }, refused: { params: { id: newId() }, form } };
      },
    },
  });
  const nothing = async () => ({});
  return {
    ...of("show-secret", "webhook.secret-shown", nothing),
    ...of("delete", "webhook.deleted", async () => ({ sure: "on" })),
    ...of("test", "webhook.tested", nothing),
    ...of("resend", "webhook.event-resent", async (id) => ({ eventId: (await sendTest(ctx, id)).eventId })),
    ...of("on", "webhook.enabled", nothing),
    ...of("off", "webhook.disabled", nothing),
    ...of("rotate", "webhook.secret-rotated", nothing),
  };
}

/** Returns the cases of the account of the organisation's first member. */
function accountCases(context: Context, { db, organizationId }: Ctx): Table {
  const password = { currentPassword: TEST_PASSWORD };
  const unknown: Sent = { form: { intent: "nothing" } };
  const memberId = async () => {
    const [member] = await db.execute<{ id: string }>(
      sql`select user_id as id from members where organization_id = ${organizationId} order by created_at limit 1`,
    );
    return member?.id ?? "";
  };
  /** Signs the member in with another browser, and returns the id of that sign-in. */
  const signInElsewhere = async () => {
    const userId = await memberId();
    await beginSignIn(context, { userId, request: new Request(TEST_ORIGIN) });
    const [latest] = await db.execute<{ id: string }>(
      sql`select id from sign_ins where user_id = ${userId} order by created_at desc limit 1`,
    );
    return latest?.id ?? "";
  };
  const of = (action: string, made: AuditCase["made"]): AuditCase => ({ action, made });
  return {
    "admin.account.name": of("account.name-changed", async () => ({
      accepted: { form: { name: "Zoë Ruiz" } },
      refused: { form: { name: "" } },
    })),
    "admin.account.email#request": of("account.email-change-requested", async () => ({
      accepted: { form: { intent: "request", email: "zoe@example.org", ...password } },
      refused: { form: { intent: "request", email: "zoe@example.org", currentPassword: "wrong" } },
    })),
    "admin.account.email#cancel": of("account.email-change-cancelled", async () => {
      const userId = await memberId();
      await db.transaction((tx) => addLink(tx, userId, "email", "zoe@example.org"));
      return { accepted: { form: { intent: "cancel" } }, refused: unknown };
    }),
    "admin.account.sign-ins#end": of("account.sign-in-ended", async () => ({
      accepted: { form: { intent: "end", id: await signInElsewhere() } },
      refused: { form: { intent: "end", id: newId() } },
    })),
    "admin.account.sign-ins#end-others": of("account.other-sign-ins-ended", async () => {
      await signInElsewhere();
      return { accepted: { form: { intent: "end-others" } }, refused: unknown };
    }),
    "admin.account.password": of("account.password-changed", async () => ({
      accepted: { form: { ...password, password: "lantern-otter-93" } },
      refused: { form: { currentPassword: "wrong", password: "lantern-otter-93" } },
    })),
  };
}
