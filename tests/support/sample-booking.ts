import type { BookingDetails } from "#app/attendees/booking-details.server.ts";
import type { Event, Session } from "#app/events/event.ts";

interface SampleOptions {
  title?: string;
  place?: string;
  name?: string;
  locale?: string;
  seats?: number;
  message?: string;
  price?: string;
  cancelReason?: string;
  online?: boolean;
  joinUrl?: string;
  sessions?: { startsAt: string; endsAt: string }[];
}

/** Returns a booking as the features read it, for tests without a database. */
export function sampleBooking(wish: SampleOptions = {}): BookingDetails {
  const { name = "Ada Guest", locale = "en" } = wish;
  const times = wish.sessions ?? [{ startsAt: "2026-03-14T10:00:00Z", endsAt: "2026-03-14T13:00:00Z" }];
  const sessions = times.map(
    ({ startsAt, endsAt }, index): Session => ({
      id: `session ${index}`,
      eventId: "event",
      label: "",
      resourceIds: [`resource ${index}`],
      startsAt: new Date(startsAt),
      endsAt: new Date(endsAt),
      cancelledAt: null,
      cancelReason: "",
    }),
  );
  const [session] = sessions;
  if (!session) throw new Error("a booking is for a session");
  return {
    id: "0198b0a6-0000-7000-8000-000000000001",
    reference: "K7F2QM4X",
    fate: "confirmed",
    seats: wish.seats ?? 2,
    createdAt: new Date("2026-03-01T12:00:00Z"),
    joinUrl: wish.joinUrl ?? "",
    session,
    sessions,
    person: { name, email: "ada@example.org", locale },
    organization: {
      id: "organization",
      name: "Northside",
      slug: "northside",
      contactEmail: null,
      timeZone: "Europe/London",
      locale: "en",
      country: "GB",
      currency: null,
      privacyUrl: "",
      imprintUrl: "",
      requiresTwoFactor: false,
      version: 1,
    },
    event: sampleEvent(wish),
  };
}

function sampleEvent({ title = "Wheel throwing", place = "Unit 4, Leeds", ...wish }: SampleOptions): Event {
  return {
    id: "event",
    organizationId: "organization",
    slug: "wheel",
    title,
    description: "",
    place,
    timeZone: "Europe/London",
    locale: "en",
    stock: "marigold",
    state: "published",
    cancelReason: wish.cancelReason ?? "",
    saving: false,
    online: wish.online ?? false,
    price: wish.price ?? "",
    contactEmail: null,
    message: wish.message ?? "",
    seatNoun: "seat",
    numbersShown: "always",
    maxPerBooking: 4,
    maxPerPerson: null,
    opensAt: null,
    closesMinutesBefore: 0,
    cancelMinutesBefore: 60,
    closesUnit: "minutes",
    cancelUnit: "hours",
    holdMinutes: 10,
    extendMinutes: 5,
    guestNames: "optional",
    codePer: "booking",
    visibility: "public",
    publicApi: false,
    manyFromOneNetwork: false,
    embedSites: [],
    version: 1,
  };
}
