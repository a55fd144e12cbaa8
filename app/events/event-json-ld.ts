import type { Organization } from "#app/organizations/organizations.server.ts";
import { offsetTimeOf } from "#app/platform/time-zone.ts";
import { bookingDeadline } from "#app/schedules/deadlines.ts";
import { type Event, isSessionCancelled, type SessionWithSeats } from "./event.ts";
import { isShown } from "./seat-panel.ts";

const SCHEMA = "https://schema.org";

interface Addresses {
  /** The event's page. */
  url: string;
  /** The organisation's page. */
  organizationUrl: string;
  picture?: string;
  /** The description as plain text. */
  description?: string;
  now: Date;
}

/**
 * Returns the schema.org data of an event and of its page's session, for search engines. The number of free seats is included
 * only if the organiser shows it to visitors. The caller escapes the data for a script element, as the router's Meta does.
 */
export function eventJsonLd(
  event: Event,
  session: SessionWithSeats,
  organization: Pick<Organization, "name">,
  addresses: Addresses,
): Record<string, unknown> {
  const { url, organizationUrl, picture, description, now } = addresses;
  const isCancelled = isSessionCancelled(event, session);
  const { seats } = session;
  const numbers = isCancelled || !isShown(event, seats);
  return {
    "@context": SCHEMA,
    "@type": "Event",
    name: session.label ? `${event.title}: ${session.label}` : event.title,
    url,
    startDate: offsetTimeOf(session.startsAt, event.timeZone),
    endDate: offsetTimeOf(session.endsAt, event.timeZone),
    eventStatus: `${SCHEMA}/${isCancelled ? "EventCancelled" : "EventScheduled"}`,
    eventAttendanceMode: `${SCHEMA}/${event.online ? "OnlineEventAttendanceMode" : "OfflineEventAttendanceMode"}`,
    inLanguage: event.locale,
    location: locationOf(event, url),
    organizer: { "@type": "Organization", name: organization.name, url: organizationUrl },
    ...(description && { description }),
    ...(picture && { image: [picture] }),
    ...(numbers
      ? {}
      : { maximumAttendeeCapacity: seats.capacity, remainingAttendeeCapacity: seats.remaining }),
    offers: {
      "@type": "Offer",
      url,
      availability: `${SCHEMA}/${availabilityOf(event, session, now)}`,
      ...(event.opensAt && { validFrom: event.opensAt.toISOString() }),
      validThrough: bookingDeadline(event, session).toISOString(),
    },
  };
}

function locationOf(event: Event, url: string): Record<string, unknown> {
  if (event.online) return { "@type": "VirtualLocation", url };
  return { "@type": "Place", name: event.place || event.title, address: event.place || event.title };
}

function availabilityOf(event: Event, session: SessionWithSeats, now: Date): string {
  const { seats, startsAt } = session;
  const isOver = isSessionCancelled(event, session) || bookingDeadline(event, { startsAt }) <= now;
  if (isOver || seats.closed) return "Discontinued";
  if (seats.remaining <= 0) return "SoldOut";
  return event.opensAt && event.opensAt > now ? "PreOrder" : "InStock";
}
