import { bookSeats, cancelAsAttendee } from "#app/checkout/book-seats.server.ts";
import type { Event } from "#app/events/event.ts";
import { findEvent, listSessions } from "#app/events/find-events.server.ts";
import { eventPage } from "#app/platform/http/paths.ts";
import { newToken } from "#app/platform/secrets.ts";
import { bookSome } from "#tests/support/ctx.ts";
import { makeEvent } from "#tests/support/events.ts";

import {
  adminForm,
  type EntryPoint,
  type Fixture,
  lazily,
  type Maker,
  type OpenForm,
  one,
} from "./entry-point.ts";
import { mailFaults, type View, viewOf } from "./views.ts";

const DATES = {
  "sessions[0].startsAt": "2031-06-02T18:00",
  "sessions[0].endsAt": "2031-06-02T20:00",
  "sessions[1].startsAt": "2031-06-03T18:00",
  "sessions[1].endsAt": "2031-06-03T20:00",
};

/** An event with two dates and a question of each kind, so that its form has every field. */
const EVENT = {
  ...DATES,
  title: "Knife skills",
  "sessions[0].capacity": "12",
  "sessions[0].label": "One",
  "sessions[1].capacity": "12",
  "sessions[1].label": "Two",
  "questions[0].type": "choice",
  "questions[0].label": "Meal",
  "questions[0].options": "Fish\nRice",
  "questions[0].hint": "Once",
  "questions[0].per": "booking",
};

const DATE = { startsAt: "2031-06-02T18:00", endsAt: "2031-06-02T20:00", capacity: "12", intent: "add" };

/** The forms about events and their dates. */
export const EVENT_FORMS: Record<string, Maker> = {
  "admin.events.new": (fixture) =>
    one({
      open: async () => ({ ...adminForm(fixture, "/events/new"), valid: { ...EVENT, intent: "save" } }),
      reopened: (location) => `${location}/edit`,
      views: (location) => [viewOf(fixture.site, location, ["title"], fixture)],
    }),
  "admin.events.$id.edit": (fixture) => one(editForm(fixture)),
  "admin.events.$id._index": (fixture) => one(anew(fixture, "", { valid: { intent: "close" } })),
  "admin.events.$id.address": (fixture) =>
    one({
      ...lazily(
        () => makeEvent(fixture.ctx),
        ({ event }) => ({ ...adminForm(fixture, `/events/${event.id}/address`), valid: { slug: "another" } }),
      ),
      reopened: (location) => `${location}/address`,
    }),
  "admin.events.$id.publish": (fixture) => one(anew(fixture, "/publish", { published: false, inHours: -48 })),
  "admin.events.$id.unpublish": (fixture) => one(anew(fixture, "/unpublish", { isBooked: true })),
  "admin.events.$id.cancel": (fixture) =>
    one({
      ...anew(fixture, "/cancel", { valid: { reason: "Ill" } }),
      async views(location) {
        const event = await findEvent(fixture.ctx, location.split("/").at(-1) ?? "");
        return [viewOf(fixture.site, eventPage(event?.slug ?? ""), ["reason"])];
      },
    }),
  "admin.events.$id.remove": (fixture) => one(anew(fixture, "/remove", { published: false })),
  "admin.events.$id.dates.new": (fixture) =>
    one({
      ...dateForm(fixture),
      views: (location) => [viewOf(fixture.site, location, ["label"], fixture)],
    }),
  "admin.events.$id.dates.$date.cancel": (fixture) =>
    one({
      ...anew(fixture, "/dates/$date/cancel", { valid: { reason: "Ill" } }),
    }),
  "admin.events.$id.dates.$date.remove": (fixture) => one(anew(fixture, "/dates/$date/remove")),
  "admin.events.$id.embed": (fixture) =>
    one({
      ...lazily(
        () => makeEvent(fixture.ctx),
        ({ event }) => ({
          ...adminForm(fixture, `/events/${event.id}/embed`),
          valid: { intent: "save", name: "Blog", label: "Book" },
        }),
      ),
      reopened: (location) => location,
    }),
};

interface Wish {
  valid?: Record<string, string>;
  published?: boolean;
  inHours?: number;
  isBooked?: boolean;
}

/** Opens a form of an event that is made whenever the form was carried out. */
function anew(fixture: Fixture, path: string, wish: Wish = {}): Pick<EntryPoint, "open"> {
  const { valid = {}, isBooked, ...rest } = wish;
  return {
    async open(): Promise<OpenForm> {
      const { event, session } = await makeEvent(fixture.ctx, { ...rest, sessions: 2 });
      if (isBooked) await bookSome(fixture.ctx, session.id);
      return { ...adminForm(fixture, `/events/${event.id}${path.replace("$date", session.id)}`), valid };
    },
  };
}

/** One event may have only so many dates: after some, another one is made. */
function dateForm(fixture: Fixture): Pick<EntryPoint, "open"> {
  const { open } = anew(fixture, "/dates/new", { valid: DATE });
  let opened: Promise<OpenForm> | undefined;
  let times = 0;
  return {
    open() {
      if (times++ % DATES_OF_ONE === 0) opened = open();
      return opened ?? open();
    },
  };
}

const DATES_OF_ONE = 15;

function editForm(fixture: Fixture): Omit<EntryPoint, "route" | "name"> {
  const question = { type: "choice", label: "Meal", hint: "Once", required: false, per: "booking" } as const;
  const make = () =>
    makeEvent(fixture.ctx, { sessions: 2, questions: [{ ...question, options: ["Fish", "Rice"] }] });
  return {
    ...lazily(make, ({ event }) => ({
      ...adminForm(fixture, `/events/${event.id}/edit`),
      valid: { ...DATES, intent: "save" },
    })),
    reopened: (location) => `${location}/edit`,
    views: (location) => eventViews(fixture, location),
  };
}

async function eventViews(fixture: Fixture, location: string): Promise<View[]> {
  const { site, cookie, slug, ctx } = fixture;
  const event = await findEvent(ctx, location.split("/").at(-1) ?? "");
  const calendar = viewOf(site, `/o/${slug}/calendar.ics`, ["title", "place", "price"]);
  return [
    viewOf(site, location, ["title"], { cookie }),
    viewOf(site, eventPage(event?.slug ?? ""), ["title", "place", "price"], { isTitled: true }),
    viewOf(site, `/o/${slug}/feed.xml`, ["title"]),
    // What is over for a month is no longer in the calendar.
    async (accepted) => (accepted.has("sessions[0].startsAt") ? [] : calendar(accepted)),
    ...(event ? [confirmationView(fixture, event)] : []),
  ];
}

/** The mail to somebody who books the event, as long as it can be booked. */
function confirmationView({ ctx, mailSender }: Fixture, event: Event): View {
  return async (accepted) => {
    const [session] = await listSessions(ctx, event.id, { limit: 1 });
    const booker = { name: "Ada Guest", email: `${newToken()}@example.org`, locale: "en" };
    const wanted = session && { event, session, seats: 1, booker, formToken: newToken() };
    const booked = wanted && (await bookSeats(ctx, wanted));
    if (!booked?.ok) return [];
    const mails = await mailSender.send();
    // What somebody has booked is moved on another page.
    await cancelAsAttendee(ctx, booked.bookingId);
    const must = { fields: ["title", "place", "message", "price"], subject: ["title"] };
    return mailFaults(
      mails.find(({ to }) => to.includes(booker.email)),
      accepted,
      must,
    );
  };
}
