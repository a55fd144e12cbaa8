import type { BookingDetails } from "#app/attendees/booking-details.server.ts";
import { calendarDetails } from "#app/attendees/calendar-details.ts";
import { useWords } from "#app/i18n/words.tsx";
import { type CalendarEntry, googleCalendar, outlookCalendar } from "#app/platform/http/outward-links.ts";
import * as paths from "#app/platform/http/paths.ts";
import { buttonClass } from "#app/ui/button.tsx";

/** Links to add the booking to a calendar. Online services receive the event's data, but no link to the booking. */
export function CalendarMenu({ booking, token }: { booking: BookingDetails; token: string }) {
  const { t } = useWords();
  const { event, joinUrl, session, sessions, reference } = booking;
  const entry: CalendarEntry = {
    title: event.title,
    place: event.place || joinUrl,
    timeZone: event.timeZone,
    details: shortened(calendarDetails(t, booking)),
    startsAt: session.startsAt,
    endsAt: session.endsAt,
  };
  const elsewhere = [
    { name: "Google Calendar", href: googleCalendar(entry) },
    { name: "Outlook.com", href: outlookCalendar("outlook.live.com", entry) },
    { name: "Office 365", href: outlookCalendar("outlook.office.com", entry) },
  ];
  return (
    <details className="menu">
      <summary className={buttonClass()}>{t("booked.addToCalendar")}</summary>
      <ul className="menu-list">
        <li>
          <a href={paths.calendarFile(reference, token)} download>
            {t("booked.file")}
          </a>
        </li>
        {elsewhere.map(({ name, href }) => (
          <li key={name}>
            <a href={href} target="_blank" rel="noopener noreferrer">
              {name}
            </a>
          </li>
        ))}
        {sessions.length > 1 ? <li className="menu-note">{t("booked.calendarNote")}</li> : null}
      </ul>
    </details>
  );
}

/** Limits the address: services accept a few thousand characters, and one character may need nine of them. */
const MAX_CHARACTERS = 500;

function shortened(details: string): string {
  const characters = [...details];
  return characters.length > MAX_CHARACTERS ? `${characters.slice(0, MAX_CHARACTERS).join("")}…` : details;
}
