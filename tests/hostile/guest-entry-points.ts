import { eq } from "drizzle-orm";
import { findBookingDetails } from "#app/attendees/booking-details.server.ts";
import { formPurpose } from "#app/checkout/guard-form.server.ts";
import { holdTokenOf } from "#app/checkout/hold-token.ts";
import { holdSeats } from "#app/checkout/holds.server.ts";
import type { Event } from "#app/events/event.ts";
import { newFormToken } from "#app/platform/http/form-tokens.ts";
import { hashToken, newToken, toHex } from "#app/platform/secrets.ts";
import { hasOptions } from "#app/questions/question.ts";
import type { QuestionInput } from "#app/questions/question-form.ts";
import { bookings } from "#db/schema/index.ts";
import { QUESTION_TYPES, QUESTIONS_PER } from "#db/schema/values.ts";
import { bookAsGuest } from "#tests/support/booking-flow.ts";
import { testSigner } from "#tests/support/ctx.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";

import { type EntryPoint, type Fixture, lazily, type Maker, one } from "./entry-point.ts";
import { mailFaults, type View, viewOf } from "./views.ts";

/** Questions of each kind, to the booking and to each person. */
const QUESTIONS: QuestionInput[] = QUESTION_TYPES.flatMap((type) =>
  QUESTIONS_PER.map((per) => {
    const options = hasOptions(type) ? ["Fish", "Rice"] : [];
    return { type, label: `${type} ${per}`, hint: "", required: false, per, options };
  }),
);

/** Makes an event that asks everything, with seats for all values. */
function makeAsking({ ctx }: Fixture) {
  return makeEvent(ctx, { capacity: 100_000, sessions: 2, questions: QUESTIONS });
}

/** A token that was given out before: programs that are faster than a person are answered later. */
const agedToken = (event: Event) =>
  newFormToken(testSigner, formPurpose(event), new Date(Date.now() - PERSON_SECONDS * 1000));
const PERSON_SECONDS = 10;

/** Nobody is sent more than a few mails an hour. */
const newPerson = () => ({ name: "Ada Guest", email: `${newToken()}@example.org` });

function bookForm(fixture: Fixture, under: string): Omit<EntryPoint, "route" | "name"> {
  let made: ReturnType<typeof makeAsking> | undefined;
  return {
    async open() {
      made ??= makeAsking(fixture);
      const { event } = await made;
      return {
        page: `${under}/${event.slug}/book?seats=2`,
        to: `${under}/${event.slug}/book`,
        valid: under === "/embed" ? { ...newPerson(), formToken: await agedToken(event) } : newPerson(),
        names: ["name", "email"],
      };
    },
    reopened: (location) => (under === "/e" ? location.replace("?", "/manage?") : undefined),
    async views(location) {
      if (under === "/embed") return [confirmationView(fixture, location)];
      return [...(await bookingViews(fixture, location)), confirmationView(fixture, location)];
    },
  };
}

/** The form that releases what is held; it is held anew whenever that was carried out. */
function releaseForm(fixture: Fixture): Pick<EntryPoint, "open"> {
  let made: ReturnType<typeof makeAsking> | undefined;
  return {
    async open() {
      made ??= makeAsking(fixture);
      const { event, session } = await made;
      const browser = toHex(hashToken(newToken()));
      const holder = { browser, network: undefined, wideNetwork: undefined, setCookie: undefined };
      const about = { event, session, seats: 2, holder, formToken: newToken(), source: "page" };
      const held = await holdSeats(fixture.ctx, about);
      if (!held.ok) throw new Error(`a hold was refused: ${held.refusal}`);
      const page = `/e/${event.slug}?h=${holdTokenOf(testSigner, held.id)}`;
      return { page, to: `/e/${event.slug}?send=1`, valid: {}, names: ["intent", "hold"] };
    },
  };
}

async function bookingViews(fixture: Fixture, location: string): Promise<View[]> {
  const { site, ctx, cookie, admin } = fixture;
  const reference = referenceIn(location);
  const [booking] = await ctx.db
    .select({ id: bookings.id })
    .from(bookings)
    .where(eq(bookings.reference, reference));
  const details = await findBookingDetails(ctx, booking?.id ?? "");
  return [
    viewOf(site, location, ["name", "email"]),
    viewOf(site, location.replace("?", "/calendar.ics?"), []),
    async (accepted) => {
      const answers = [...accepted.keys()].filter((name) => /^(q|guest)-/.test(name));
      const record = `${admin}/bookings/${booking?.id}`;
      return viewOf(site, record, ["name", "email", ...answers], { cookie })(accepted);
    },
    viewOf(site, `${admin}/events/${details?.event.id}`, ["name"], { cookie }),
  ];
}

const referenceIn = (location: string) => /(?:\/b\/|[?&]ref=)([^?&/]+)/.exec(location)?.[1] ?? "none";

/** The mail that confirms a booking, and the ticket to which it leads. */
function confirmationView({ site, mailSender }: Fixture, location: string): View {
  return async (accepted) => {
    const reference = referenceIn(location);
    const mails = await mailSender.send();
    const mail = mails.find(({ links }) => links.some((link) => link.includes(`/b/${reference}`)));
    const faults = mailFaults(mail, accepted, { fields: ["name"] });
    const ticket = mail?.links.find((link) => link.includes("/t/"));
    if (!ticket) return [...faults, "the mail leads to no ticket"];
    return [...faults, ...(await viewOf(site, new URL(ticket).pathname, ["name"])(accepted))];
  };
}

/** A booking of two seats, opened anew whenever its form was carried out. */
function makeBooking(fixture: Fixture, made: MadeEvent): Promise<{ reference: string; token: string }> {
  return bookAsGuest(fixture.ctx, made, { seats: 2, booker: { ...newPerson(), locale: "en" } });
}

/** Forms about a booking: of its manage page, those that hold `names`. */
function ownForm(fixture: Fixture, page: string, names: string[], valid: Record<string, string> = {}) {
  let event: ReturnType<typeof makeAsking> | undefined;
  return {
    async open() {
      event ??= makeAsking(fixture);
      const { reference, token } = await makeBooking(fixture, await event);
      const address = `/b/${reference}${page}?t=${token}`;
      return { page: address, to: address, valid, names };
    },
  };
}

/** The forms of guests. */
export const GUEST_FORMS: Record<string, Maker> = {
  "public.find": () =>
    one({ open: async () => ({ page: "/find", to: "/find", valid: { email: "nobody@example.org" } }) }),
  "public.e.$slug._index": (fixture) => [
    ...one(
      lazily(
        () => makeAsking(fixture),
        ({ event }) => ({
          page: `/e/${event.slug}`,
          to: `/e/${event.slug}?send=1`,
          valid: {},
          names: ["seats"],
        }),
      ),
    ),
    ...one(releaseForm(fixture), "release"),
  ],
  "public.e.$slug.book": (fixture) => one(bookForm(fixture, "/e")),
  "embed.$slug._index": (fixture) =>
    one(
      lazily(
        async () => {
          const { event } = await makeAsking(fixture);
          return { event, formToken: await agedToken(event) };
        },
        ({ event, formToken }) => ({
          page: `/embed/${event.slug}`,
          to: `/embed/${event.slug}`,
          valid: { metadata: "", attribution: "", formToken },
          names: ["seats"],
        }),
      ),
    ),
  "embed.$slug.book": (fixture) => one(bookForm(fixture, "/embed")),
  "public.b.$reference._index": (fixture) =>
    one(ownForm(fixture, "", ["email"], { email: "grace@example.org" })),
  "public.b.$reference.manage": (fixture) => [
    {
      ...ownForm(fixture, "/manage", ["name"]),
      name: "people",
      reopened: (location: string) => location,
      views: (location: string) => bookingViews(fixture, location.replace("/manage", "")),
    },
    { ...ownForm(fixture, "/manage", ["seats"]), name: "seats" },
    { ...ownForm(fixture, "/manage", ["session"]), name: "move" },
  ],
};
