import { createKey, versionOf } from "#app/organizations/api-keys.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { createEndpoint } from "#app/webhooks/endpoints.server.ts";
import { makeEvent } from "./events.ts";
import { type FormCase, withNul } from "./form-case.ts";
import { TEST_PASSWORD } from "./members.ts";

/** Returns the forms of the developer pages. */
export async function developerForms(ctx: Ctx): Promise<Record<string, FormCase>> {
  const { key } = await createKey(ctx, { name: "Till", scopes: ["read"] });
  const changed = { name: "Till", networks: "203.0.113.7" };
  const newKey = { ...changed, scopes: "read", lifetime: "90" };
  const endpoint = { url: "https://hooks.example/in", description: "Door", types: "booking.held" };
  const made = await createEndpoint(ctx, { ...endpoint, types: ["booking.held"] });
  const id = made.ok ? made.endpoint.id : "";
  const webhook = { valid: endpoint, accepted: 303, list: "types", unstorable: withNul(endpoint) };
  return {
    "admin.developers.keys.new": {
      path: "/admin/developers/keys/new",
      valid: newKey,
      accepted: 200,
      list: "scopes",
      unstorable: withNul(newKey),
    },
    "admin.developers.keys.$id": {
      path: "/admin/developers/keys/id",
      params: { id: key.id },
      accepted: 200,
      list: "intent",
      valid: { intent: "rotate", overlap: "24" },
      unstorable: withNul({ intent: "revoke", overlap: "24" }),
    },
    "admin.developers.keys.$id_.edit": {
      path: "/admin/developers/keys/id/edit",
      params: { id: key.id },
      accepted: 303,
      list: "networks",
      valid: { ...changed, version: String(versionOf(key)) },
      unstorable: withNul(changed),
    },
    "admin.developers.webhooks.new": { ...webhook, path: "/admin/developers/webhooks/new" },
    "admin.developers.webhooks.$id.edit": {
      ...webhook,
      path: "/admin/developers/webhooks/id/edit",
      params: { id },
    },
    "admin.developers.webhooks.$id._index": {
      path: "/admin/developers/webhooks/id",
      params: { id },
      valid: { intent: "test" },
      accepted: 303,
      list: "intent",
      unstorable: [{ intent: "test\0" }, { intent: "resend", eventId: "\0" }],
    },
  };
}

/** Every text field of an event's form. */
const EVENT = {
  title: "Knife skills",
  timeZone: "Europe/London",
  stock: "mint",
  maxPerBooking: "3",
  locale: "fr",
  description: "Bring a knife.",
  place: "Hall",
  price: "12 €",
  contactEmail: "ask@example.org",
  message: "Hello",
  seatNoun: "place",
  numbersShown: "never",
  maxPerPerson: "5",
  opensAt: "2031-05-01T09:00",
  closesBefore: "2",
  closesUnit: "hours",
  cancelBefore: "3",
  cancelUnit: "days",
  holdMinutes: "15",
  extendMinutes: "6",
  guestNames: "required",
  codePer: "guest",
  visibility: "private",
  accessCode: "Harvest supper 27",
  embedSites: "https://a.example.org",
  "sessions[0].startsAt": "2031-06-02T18:00",
  "sessions[0].endsAt": "2031-06-02T20:00",
  "sessions[0].capacity": "12",
  "sessions[0].label": "One",
  "questions[0].type": "choice",
  "questions[0].label": "Meal",
  "questions[0].options": "Fish\nRice",
  "questions[0].hint": "Once",
  "questions[0].per": "booking",
};

const EMBED = {
  name: "Blog",
  mode: "inline",
  theme: "auto",
  stock: "",
  font: "brand",
  locale: "",
  seats: "",
  success: "",
  label: "Book",
  position: "bottom-end",
  sites: "https://blog.example.org/x",
};

const SETTINGS = {
  name: "Harbour club",
  contactEmail: "ask@example.org",
  timeZone: "Europe/Berlin",
  country: "DE",
  currency: "EUR",
  privacyUrl: "https://example.org/privacy",
  imprintUrl: "https://example.org/imprint",
};

const TWO_FACTOR = { intent: "on", pending: "x", code: "123456", password: TEST_PASSWORD };

export const settingsForms: Record<string, FormCase> = {
  // Refused, since its secret belongs to one member and its code to half a minute; two-factor.test.ts has those accepted.
  "admin.account.two-factor": {
    path: "/admin/account/two-factor",
    valid: TWO_FACTOR,
    accepted: 422,
    list: "code",
    unstorable: withNul(TWO_FACTOR),
  },
  "admin.settings": {
    path: "/admin/settings",
    valid: { ...SETTINGS, version: "1" },
    accepted: 303,
    list: "name",
    unstorable: withNul(SETTINGS),
  },
  "admin.account.name": {
    path: "/admin/account/name",
    valid: { name: "Olu Owner" },
    accepted: 303,
    list: "name",
    unstorable: withNul({ name: "Olu" }),
  },
  "admin.account.password": {
    path: "/admin/account/password",
    valid: { currentPassword: TEST_PASSWORD, password: "lantern-otter-93" },
    accepted: 303,
    list: "password",
    unstorable: withNul({ currentPassword: TEST_PASSWORD, password: "lantern-otter-93" }),
  },
  "admin.account.email": {
    path: "/admin/account/email",
    valid: { intent: "request", email: "olu.new@example.org", currentPassword: TEST_PASSWORD },
    accepted: 303,
    list: "email",
    unstorable: withNul({ email: "olu.new@example.org", currentPassword: TEST_PASSWORD }),
  },
  "admin.account.sign-ins": {
    path: "/admin/account/sign-ins",
    valid: { intent: "end-others" },
    accepted: 303,
    list: "intent",
    unstorable: withNul({ intent: "end", id: "x" }),
  },
  "admin.settings_.language": {
    path: "/admin/settings/language",
    valid: { locale: "en" },
    accepted: 303,
    list: "locale",
    unstorable: [{ locale: "\0" }],
  },
  "admin.settings_.address": {
    path: "/admin/settings/address",
    valid: { slug: "another-organisation" },
    accepted: 303,
    list: "slug",
    unstorable: [{ slug: "\0" }],
  },
};

/** Returns the forms about one date of an event, and about its publication. */
export async function dateForms(ctx: Ctx): Promise<Record<string, FormCase>> {
  const event = async (path: string) => ({
    path: `/admin/events/id${path}`,
    params: { id: (await makeEvent(ctx)).event.id },
    accepted: 303,
  });
  const ofDate = async (act: string) => {
    const { event, session } = await makeEvent(ctx, { sessions: 2 });
    return {
      path: `/admin/events/id/dates/date/${act}`,
      params: { id: event.id, date: session.id },
      accepted: 303,
    };
  };
  const nothing = { valid: {}, list: "x", unstorable: [{ x: "\0" }] };
  const date = {
    label: "One",
    startsAt: "2031-06-02T18:00",
    endsAt: "2031-06-02T20:00",
    capacity: "12",
  };
  return {
    "admin.events.$id.publish": { ...(await event("/publish")), ...nothing },
    "admin.events.$id.unpublish": { ...(await event("/unpublish")), ...nothing },
    "admin.events.$id.dates.new": {
      ...(await event("/dates/new")),
      valid: date,
      list: "label",
      unstorable: withNul(date),
    },
    "admin.events.$id.dates.$date.cancel": {
      ...(await ofDate("cancel")),
      valid: { reason: "Ill" },
      list: "reason",
      unstorable: withNul({ reason: "Ill" }),
    },
    "admin.events.$id.dates.$date.remove": { ...(await ofDate("remove")), ...nothing },
  };
}

/** Returns the forms of an event's pages. */
export async function eventForms(ctx: Ctx): Promise<Record<string, FormCase>> {
  const idOf = async () => (await makeEvent(ctx)).event.id;
  const event = async (path: string) => ({
    path: `/admin/events/id${path}`,
    params: { id: await idOf() },
    accepted: 303,
  });
  const saved = { valid: { ...EVENT, intent: "save" }, unstorable: withNul(EVENT) };
  return {
    "admin.events.new": {
      ...saved,
      path: "/admin/events/new",
      accepted: 303,
      list: "sessions",
      rowField: "startsAt",
    },
    "admin.events.$id.edit": { ...(await event("/edit")), ...saved, list: "questions", rowField: "label" },
    "admin.events.$id._index": {
      ...(await event("")),
      valid: { intent: "close" },
      list: "intent",
      unstorable: withNul({ intent: "close" }),
    },
    "admin.events.$id.cancel": {
      ...(await event("/cancel")),
      valid: { reason: "Ill" },
      list: "reason",
      unstorable: withNul({ reason: "Ill" }),
    },
    "admin.events.$id.address": {
      ...(await event("/address")),
      valid: { slug: "another-name" },
      list: "slug",
      unstorable: [{ slug: "\0" }],
    },
    "admin.events.$id.remove": {
      ...(await event("/remove")),
      valid: {},
      list: "x",
      unstorable: [{ x: "\0" }],
    },
    "admin.events.$id.embed": {
      ...(await event("/embed")),
      valid: EMBED,
      list: "hide",
      unstorable: [
        ...withNul(EMBED),
        { hide: "title\0" },
        { embed: "\0" },
        { embed: "\0", intent: "delete" },
      ],
    },
  };
}
