import type { AppLoadContext } from "@remix-run/node";
import { renewSetUpToken } from "#app/auth/set-up.server.ts";
import { formPurpose } from "#app/events/answer-form.server.ts";
import { bookSeats } from "#app/events/book-seats.server.ts";
import { createEndpoint } from "#app/notifications/webhooks/endpoints.server.ts";
import { createKey } from "#app/organizations/api-keys.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { newFormToken } from "#app/platform/form-tokens.ts";
import { newToken } from "#app/platform/secrets.ts";
import { type MadeEvent, makeEvent } from "./events.ts";
import type { Fields } from "./hostile-bodies.ts";
import { makeUser, TEST_PASSWORD } from "./members.ts";
import { TEST_SECRET } from "./remix.ts";

/** A form of the product, by the route that answers it. */
export interface FormCase {
  path: string;
  params?: Record<string, string>;
  /** What is carried out when it is sent, and the status then. */
  valid: Fields;
  accepted: number;
  /** A name that it has and, where that is a list of rows, a field of them. */
  list: string;
  rowField?: string;
  /** Fields with a U+0000 to put over the valid ones, each of which must be refused. */
  unstorable: Fields[];
}

/** Returns a valid form and what stands in it, ready to be sent, for every route that answers one. */
export async function makeForms(context: AppLoadContext, ctx: Ctx): Promise<Record<string, FormCase>> {
  return {
    ...(await accountForms(context, ctx)),
    ...(await bookingForms(ctx)),
    ...(await ownBookingForms(ctx)),
    ...(await developerForms(ctx)),
    ...(await eventForms(ctx)),
  };
}

const withNul = (fields: Fields): Fields[] =>
  Object.entries(fields).map(([name, value]) => ({ [name]: `${value}\0` }));

async function accountForms(context: AppLoadContext, ctx: Ctx): Promise<Record<string, FormCase>> {
  const { email } = await makeUser(context, { organizationId: ctx.organizationId, role: "owner" });
  const owner = {
    ...{ organization: "Studio", timeZone: "Europe/London", name: "Olu", email: "olu@example.org" },
    password: "lantern-otter-93",
  };
  const credentials = { email, password: TEST_PASSWORD };
  return {
    "_auth.setup": {
      ...{ path: `/setup?token=${await renewSetUpToken(ctx.db)}`, valid: owner, accepted: 303 },
      ...{ list: "organization", unstorable: withNul(owner) },
    },
    "_auth.sign-in": {
      ...{ path: "/sign-in", valid: credentials, accepted: 303, list: "email" },
      unstorable: [...withNul(credentials), { email: "a\0b" }],
    },
    "_auth.sign-out": { path: "/sign-out", valid: {}, accepted: 303, list: "x", unstorable: [{ x: "\0" }] },
    preferences: {
      ...{ path: "/preferences", valid: { lng: "de", theme: "dark", back: "/" }, accepted: 303, list: "lng" },
      unstorable: withNul({ lng: "de", theme: "dark", back: "/x", other: "" }),
    },
    "_public.find": {
      ...{ path: "/find", valid: { email: "nobody@example.org" }, accepted: 303, list: "email" },
      unstorable: withNul({ email: "ada@example.org" }),
    },
  };
}

async function bookingForms(ctx: Ctx): Promise<Record<string, FormCase>> {
  const made = await makeEvent(ctx, { capacity: 100 });
  const { event, session } = made;
  const aMinuteAgo = new Date(Date.now() - 60_000);
  const formToken = () => newFormToken(TEST_SECRET, formPurpose(event), aMinuteAgo);
  const seats = { session: session.id, seats: "1" };
  const person = { name: "Ada Guest", email: "ada@example.org" };
  const form = async (path: string, list: string, more: Fields = {}): Promise<FormCase> => {
    const valid = { formToken: await formToken(), ...seats, ...more };
    return { path, params: { slug: event.slug }, valid, accepted: 303, list, unstorable: withNul(valid) };
  };
  return {
    "_public.e.$slug._index": await form(`/e/${event.slug}?send=1`, "seats"),
    "_public.e.$slug.book": await form(`/e/${event.slug}/book`, "guest-1", person),
    "embed.$slug._index": await form(`/embed/${event.slug}`, "metadata"),
    "embed.$slug.book": await form(`/embed/${event.slug}/book`, "attribution", person),
    "embed.$slug.seen": {
      ...{ path: `/embed/${event.slug}/seen`, params: { slug: event.slug }, accepted: 204, list: "site" },
      ...{
        valid: { site: "https://blog.example.org" },
        unstorable: withNul({ site: "https://a.example.org" }),
      },
    },
  };
}

async function bookedIn(ctx: Ctx, { event, session }: MadeEvent) {
  const booker = { name: "Ada Guest", email: "ada@example.org", locale: "en" };
  const wanted = { event, session, seats: 1, booker, formToken: newToken() };
  const booked = await bookSeats(ctx, TEST_SECRET, wanted);
  if (!booked.ok) throw new Error("the seats of a new event could not be booked");
  return booked;
}

async function ownBookingForms(ctx: Ctx): Promise<Record<string, FormCase>> {
  const made = await makeEvent(ctx);
  const { reference, token, bookingId } = await bookedIn(ctx, made);
  const own = { params: { reference }, accepted: 303 };
  return {
    "_public.b.$reference._index": {
      ...{ ...own, path: `/b/${reference}?t=${token}`, valid: { email: "grace@example.org" }, list: "email" },
      unstorable: withNul({ email: "ada@example.org" }),
    },
    "_public.b.$reference.manage": {
      ...{ ...own, path: `/b/${reference}/manage?t=${token}`, valid: { intent: "people", name: "Ada" } },
      list: "guest-1",
      unstorable: [
        ...withNul({ intent: "people", name: "Ada" }),
        ...[
          { intent: "seats", seats: "2\0" },
          { intent: "move", session: `${made.session.id}\0` },
        ],
      ],
    },
    "admin.bookings.$id": {
      ...{
        path: "/admin/bookings/id",
        params: { id: bookingId },
        valid: { intent: "resend" },
        accepted: 303,
      },
      ...{ list: "intent", unstorable: withNul({ intent: "cancel" }) },
    },
  };
}

async function developerForms(ctx: Ctx): Promise<Record<string, FormCase>> {
  const { key } = await createKey(ctx, { name: "Till", scopes: ["read"] });
  const newKey = { name: "Till", scopes: "read", lifetime: "90" };
  const endpoint = { url: "https://hooks.example/in", description: "Door", types: "booking.held" };
  const made = await createEndpoint(ctx, { ...endpoint, types: ["booking.held"] });
  const id = made.ok ? made.endpoint.id : "";
  const webhook = { valid: endpoint, accepted: 303, list: "types", unstorable: withNul(endpoint) };
  return {
    "admin.developers.keys.new": {
      ...{ path: "/admin/developers/keys/new", valid: newKey, accepted: 200 },
      ...{ list: "scopes", unstorable: withNul(newKey) },
    },
    "admin.developers.keys.$id": {
      ...{ path: "/admin/developers/keys/id", params: { id: key.id }, accepted: 200, list: "intent" },
      ...{
        valid: { intent: "rotate", overlap: "24" },
        unstorable: withNul({ intent: "revoke", overlap: "24" }),
      },
    },
    "admin.developers.webhooks.new": { ...webhook, path: "/admin/developers/webhooks/new" },
    "admin.developers.webhooks.$id.edit": {
      ...{ ...webhook, path: "/admin/developers/webhooks/id/edit", params: { id } },
    },
    "admin.developers.webhooks.$id._index": {
      ...{ path: "/admin/developers/webhooks/id", params: { id }, valid: { intent: "test" }, accepted: 303 },
      ...{ list: "intent", unstorable: [{ intent: "test\0" }, { intent: "resend", eventId: "\0" }] },
    },
  };
}

/** Every text that an organiser types about an event. */
const EVENT = {
  ...{ title: "Knife skills", timeZone: "Europe/London", stock: "mint", maxPerBooking: "3", locale: "fr" },
  ...{ description: "Bring a knife.", place: "Hall", price: "12 €", contactEmail: "ask@example.org" },
  ...{ message: "Hello", seatNoun: "place", numbersShown: "never", maxPerPerson: "5" },
  ...{ opensAt: "2031-05-01T09:00", closesBefore: "2", closesUnit: "hours", cancelBefore: "3" },
  ...{ cancelUnit: "days", holdMinutes: "15", extendMinutes: "6", guestNames: "required", codePer: "guest" },
  ...{ embedSites: "https://a.example.org", "sessions[0].startsAt": "2031-06-02T18:00" },
  ...{ "sessions[0].endsAt": "2031-06-02T20:00", "sessions[0].capacity": "12", "sessions[0].label": "One" },
  ...{ "questions[0].type": "choice", "questions[0].label": "Meal", "questions[0].options": "Fish\nRice" },
  ...{ "questions[0].hint": "Once", "questions[0].per": "booking" },
};

async function eventForms(ctx: Ctx): Promise<Record<string, FormCase>> {
  const idOf = async () => (await makeEvent(ctx)).event.id;
  const event = async (path: string) => ({
    path: `/admin/events/id${path}`,
    params: { id: await idOf() },
    accepted: 303,
  });
  const saved = { valid: { ...EVENT, intent: "save" }, unstorable: withNul(EVENT) };
  const embed = {
    ...{
      name: "Blog",
      mode: "inline",
      theme: "auto",
      stock: "",
      font: "brand",
      locale: "",
      seats: "",
      success: "",
    },
    ...{ label: "Book", position: "bottom-end", sites: "https://blog.example.org/x" },
  };
  return {
    "admin.events.new": {
      ...{ ...saved, path: "/admin/events/new", accepted: 303, list: "sessions", rowField: "startsAt" },
    },
    "admin.events.$id.edit": { ...(await event("/edit")), ...saved, list: "questions", rowField: "label" },
    "admin.events.$id._index": {
      ...{ ...(await event("")), valid: { intent: "close" }, list: "intent" },
      unstorable: withNul({ intent: "close" }),
    },
    "admin.events.$id.cancel": {
      ...{ ...(await event("/cancel")), valid: { reason: "Ill" }, list: "reason" },
      unstorable: withNul({ reason: "Ill" }),
    },
    "admin.events.$id.remove": {
      ...(await event("/remove")),
      valid: {},
      list: "x",
      unstorable: [{ x: "\0" }],
    },
    "admin.events.$id.embed": {
      ...{ ...(await event("/embed")), valid: embed, list: "hide" },
      unstorable: [
        ...withNul(embed),
        { hide: "title\0" },
        { embed: "\0" },
        { embed: "\0", intent: "delete" },
      ],
    },
  };
}
