import type { AppLoadContext } from "@remix-run/node";
import { eq } from "drizzle-orm";
import { renewSetUpToken } from "#app/auth/set-up.server.ts";
import { bookSeats } from "#app/checkout/book-seats.server.ts";
import { findEvent } from "#app/events/find-events.server.ts";
import { createKey } from "#app/organizations/api-keys.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { eventPage } from "#app/platform/http/paths.ts";
import { newId } from "#app/platform/ids.ts";
import { newToken } from "#app/platform/secrets.ts";
import { hasOptions } from "#app/questions/question.ts";
import type { QuestionInput } from "#app/questions/question-form.ts";
import { createEndpoint } from "#app/webhooks/endpoints.server.ts";
import { bookings } from "#db/schema/index.ts";
import { QUESTION_TYPES, QUESTIONS_PER } from "#db/schema/values.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { signedIn } from "#tests/support/members.ts";
import { TEST_SECRET } from "#tests/support/remix.ts";
import type { Site } from "./site.tsx";
import { type View, viewOf } from "./views.ts";

/** A form where it stands, with what makes it valid besides what the page has put into it. */
export interface Opened {
  /** The page that has the form. */
  page: string;
  /** Where it is sent. */
  to: string;
  valid: Record<string, string>;
  cookie?: string;
  /** Names that tell the form from others of its page. */
  names?: string[];
  /** Names of controls that are no fields: keys of the form itself, for which an answer may be repeated. */
  not?: string[];
}

/** A form of the product, by the route that answers it. Its fields are those that its page has. */
export interface EntryPoint {
  route: string;
  name: string;
  /** Makes what the form is about, as often as it was carried out. */
  open(): Promise<Opened>;
  /** Returns the page whose form holds what was saved. */
  reopened?(location: string, opened: Opened): string | undefined;
  /** Returns the places where what was typed appears. */
  views?(location: string, opened: Opened): View[] | Promise<View[]>;
}

interface Stage {
  context: AppLoadContext;
  site: Site;
  ctx: Ctx;
  /** Of an owner. */
  cookie: string;
  /** Address of the organisation's admin pages. */
  admin: string;
  slug: string;
}

/** Returns an organisation of its own, named after what is tried in it. */
export async function makeStage(context: AppLoadContext, site: Site, name: string): Promise<Stage> {
  const ctx = await makeOrganization(context.db, name);
  const cookie = await signedIn(context, ctx.organizationId, "owner");
  const { location = "" } = await site("/admin", { cookie });
  return { context, site, ctx, cookie, admin: location, slug: location.split("/").at(-1) ?? "" };
}

type Maker = (stage: Stage) => Omit<EntryPoint, "route">[];

const one = (entry: Omit<EntryPoint, "route" | "name">, name = "form") => [{ ...entry, name }];

/** The forms of organisers. */
export const ORGANISER_FORMS: Record<string, Maker> = {
  "auth.setup": ({ context, site }) =>
    one({
      async open() {
        const address = `/setup?token=${await renewSetUpToken(context.db)}`;
        const email = `${newId()}@example.org`;
        const valid = { organization: "Studio", name: "Olu", email, password: "lantern-otter-93" };
        return { page: address, to: address, valid };
      },
      views: () => [viewOf(site, "/", ["organization"])],
    }),
  "admin.events.new": (stage) =>
    one({
      open: async () => ({
        ...adminForm(stage, "/events/new"),
        valid: { ...EVENT, intent: "save" },
      }),
      reopened: (location) => `${location}/edit`,
      views: (location) => [viewOf(stage.site, location, ["title", "place"], stage)],
    }),
  "admin.events.$id.edit": (stage) => one(editForm(stage)),
  "admin.events.$id._index": (stage) =>
    one({
      async open() {
        const { event } = await makeEvent(stage.ctx);
        return { ...adminForm(stage, `/events/${event.id}`), valid: { intent: "close" } };
      },
    }),
  "admin.events.$id.cancel": (stage) =>
    one({
      async open() {
        const { event } = await makeEvent(stage.ctx);
        return { ...adminForm(stage, `/events/${event.id}/cancel`), valid: { reason: "Ill" } };
      },
      async views(location) {
        const event = await findEvent(stage.ctx, location.split("/").at(-1) ?? "");
        return [viewOf(stage.site, eventPage(event?.slug ?? ""), ["reason"])];
      },
    }),
  "admin.events.$id.embed": (stage) =>
    one({
      ...lazily(
        () => makeEvent(stage.ctx),
        ({ event }) => ({
          ...adminForm(stage, `/events/${event.id}/embed`),
          valid: { intent: "save", name: "Blog", label: "Book" },
        }),
      ),
      reopened: (location) => location,
    }),
  "admin.developers.keys.new": (stage) =>
    one({
      open: async () => ({
        ...adminForm(stage, "/developers/keys/new"),
        valid: { name: "Till", scopes: "read", lifetime: "90" },
      }),
      views: () => [viewOf(stage.site, `${stage.admin}/developers/keys`, ["name"], stage)],
    }),
  "admin.developers.keys.$id": (stage) =>
    ["overlap", "sure"].flatMap((field) =>
      one(
        {
          async open() {
            const { key } = await createKey(stage.ctx, { name: "Till", scopes: ["read"] });
            const form = adminForm(stage, `/developers/keys/${key.id}`);
            const valid = {
              intent: field === "sure" ? "revoke" : "rotate",
              [field]: field === "sure" ? "on" : "24",
            };
            return { ...form, valid, names: [field] };
          },
        },
        field,
      ),
    ),
  "admin.developers.webhooks.new": (stage) =>
    one({
      open: async () => ({ ...adminForm(stage, "/developers/webhooks/new"), valid: ENDPOINT }),
      reopened: (location) => `${location}/edit`,
      views: (location) => [viewOf(stage.site, location, ["description"], stage)],
    }),
  "admin.developers.webhooks.$id.edit": (stage) =>
    one({
      ...lazily(
        () => newEndpoint(stage),
        (id) => ({
          ...adminForm(stage, `/developers/webhooks/${id}/edit`),
          valid: ENDPOINT,
        }),
      ),
      reopened: (location) => `${location}/edit`,
      views: (location) => [viewOf(stage.site, location, ["description"], stage)],
    }),
  "admin.developers.webhooks.$id._index": (stage) =>
    one({
      async open() {
        const address = adminForm(stage, `/developers/webhooks/${await newEndpoint(stage)}`);
        return { ...address, valid: { intent: "test" } };
      },
    }),
};

function adminForm({ admin, cookie }: Stage, path: string): Omit<Opened, "valid"> {
  return { page: admin + path, to: admin + path, cookie };
}

const ENDPOINT = { url: "https://hooks.example/in", description: "Door", types: "booking.held" };

async function newEndpoint({ ctx }: Stage): Promise<string> {
  const made = await createEndpoint(ctx, { ...ENDPOINT, types: ["booking.held"] });
  if (!made.ok) throw new Error(`an endpoint was refused: ${made.refusal}`);
  return made.endpoint.id;
}

/** Opens a form that can be sent again and again about one and the same thing. */
function lazily<Made>(make: () => Promise<Made>, form: (made: Made) => Opened): Pick<EntryPoint, "open"> {
  let made: Promise<Made> | undefined;
  return {
    open() {
      made ??= make();
      return made.then(form);
    },
  };
}

const DATES = {
  "sessions[0].startsAt": "2031-06-02T18:00",
  "sessions[0].endsAt": "2031-06-02T20:00",
  "sessions[1].startsAt": "2031-06-03T18:00",
  "sessions[1].endsAt": "2031-06-03T20:00",
};

/** An event with two dates and a question of each kind, so that its form has every field. */
const EVENT = {
  title: "Knife skills",
  "sessions[0].startsAt": "2031-06-02T18:00",
  "sessions[0].endsAt": "2031-06-02T20:00",
  "sessions[0].capacity": "12",
  "sessions[0].label": "One",
  "sessions[1].startsAt": "2031-06-03T18:00",
  "sessions[1].endsAt": "2031-06-03T20:00",
  "sessions[1].capacity": "12",
  "sessions[1].label": "Two",
  "questions[0].type": "choice",
  "questions[0].label": "Meal",
  "questions[0].options": "Fish\nRice",
  "questions[0].hint": "Once",
  "questions[0].per": "booking",
};

function editForm(stage: Stage): Omit<EntryPoint, "route" | "name"> {
  const make = () =>
    makeEvent(stage.ctx, {
      sessions: 2,
      questions: [
        {
          type: "choice",
          label: "Meal",
          hint: "Once",
          required: false,
          per: "booking",
          options: ["Fish", "Rice"],
        },
      ],
    });
  return {
    ...lazily(make, ({ event }) => ({
      ...adminForm(stage, `/events/${event.id}/edit`),
      valid: { ...DATES, intent: "save" },
    })),
    reopened: (location) => `${location}/edit`,
    views: (location) => eventViews(stage, location),
  };
}

async function eventViews({ site, cookie, slug, ctx }: Stage, location: string): Promise<View[]> {
  const event = await findEvent(ctx, location.split("/").at(-1) ?? "");
  const calendar = viewOf(site, `/o/${slug}/calendar.ics`, ["title", "place"]);
  return [
    viewOf(site, location, ["title", "place"], { cookie }),
    viewOf(site, eventPage(event?.slug ?? ""), ["title", "place", "price"]),
    viewOf(site, `/o/${slug}/feed.xml`, ["title"]),
    // What is over for a month is no longer in the calendar.
    async (accepted) => (accepted.has("sessions[0].startsAt") ? [] : calendar(accepted)),
  ];
}

/** Questions of each kind, to the booking and to each person. */
const QUESTIONS: QuestionInput[] = QUESTION_TYPES.flatMap((type) =>
  QUESTIONS_PER.map((per) => {
    const options = hasOptions(type) ? ["Fish", "Rice"] : [];
    return { type, label: `${type} ${per}`, hint: "", required: false, per, options };
  }),
);

/** Makes an event that asks everything, with seats for all values. */
function makeAsking({ ctx }: Stage) {
  return makeEvent(ctx, { capacity: 100_000, sessions: 2, questions: QUESTIONS });
}

const PERSON = { name: "Ada Guest", email: "ada@example.org" };

function bookForm(stage: Stage, under: string): Omit<EntryPoint, "route" | "name"> {
  let made: ReturnType<typeof makeAsking> | undefined;
  return {
    async open() {
      made ??= makeAsking(stage);
      const { event } = await made;
      return {
        page: `${under}/${event.slug}/book?seats=2`,
        to: `${under}/${event.slug}/book`,
        valid: PERSON,
        names: ["name", "email"],
      };
    },
    reopened: (location) => (under === "/e" ? location.replace("?", "/manage?") : undefined),
    views: (location) => (under === "/e" ? bookingViews(stage, location) : []),
  };
}

async function bookingViews({ site, ctx, cookie, admin }: Stage, location: string): Promise<View[]> {
  const reference = /\/b\/([^?]+)/.exec(location)?.[1] ?? "";
  const [booking] = await ctx.db
    .select({ id: bookings.id })
    .from(bookings)
    .where(eq(bookings.reference, reference));
  return [
    viewOf(site, location, ["name", "email"]),
    viewOf(site, location.replace("?", "/calendar.ics?"), []),
    viewOf(site, `${admin}/bookings/${booking?.id}`, ["name", "email"], { cookie }),
  ];
}

/** A booking of two seats, opened anew whenever its form was carried out. */
async function makeBooking(stage: Stage, made: MadeEvent): Promise<{ reference: string; token: string }> {
  const { event, session } = made;
  const wanted = { event, session, seats: 2, booker: { ...PERSON, locale: "en" }, formToken: newToken() };
  const booked = await bookSeats(stage.ctx, TEST_SECRET, wanted);
  if (!booked.ok) throw new Error(`a booking was refused: ${booked.refusal}`);
  return booked;
}

/** Forms about a booking: of its manage page, those that hold `names`. */
function ownForm(stage: Stage, page: string, names: string[], valid: Record<string, string> = {}) {
  let event: ReturnType<typeof makeAsking> | undefined;
  return {
    async open() {
      event ??= makeAsking(stage);
      const { reference, token } = await makeBooking(stage, await event);
      const address = `/b/${reference}${page}?t=${token}`;
      return { page: address, to: address, valid, names };
    },
  };
}

/** The forms of guests. */
export const GUEST_FORMS: Record<string, Maker> = {
  "public.find": () =>
    one({ open: async () => ({ page: "/find", to: "/find", valid: { email: "nobody@example.org" } }) }),
  "public.e.$slug._index": (stage) =>
    one(
      lazily(
        () => makeAsking(stage),
        ({ event }) => ({
          page: `/e/${event.slug}`,
          to: `/e/${event.slug}?send=1`,
          valid: {},
          names: ["seats"],
        }),
      ),
    ),
  "public.e.$slug.book": (stage) => one(bookForm(stage, "/e")),
  "embed.$slug._index": (stage) =>
    one(
      lazily(
        () => makeAsking(stage),
        ({ event }) => ({
          page: `/embed/${event.slug}`,
          to: `/embed/${event.slug}`,
          valid: { metadata: "", attribution: "" },
          names: ["seats"],
        }),
      ),
    ),
  "embed.$slug.book": (stage) => one(bookForm(stage, "/embed")),
  "public.b.$reference._index": (stage) => one(ownForm(stage, "", ["email"], { email: "grace@example.org" })),
  "public.b.$reference.manage": (stage) => [
    {
      ...ownForm(stage, "/manage", ["name"]),
      name: "people",
      reopened: (location: string) => location,
      views: (location: string) => bookingViews(stage, location.replace("/manage", "")),
    },
    { ...ownForm(stage, "/manage", ["seats"]), name: "seats" },
    { ...ownForm(stage, "/manage", ["session"]), name: "move" },
  ],
};
