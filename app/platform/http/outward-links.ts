/** Links to third-party services, which a visitor may choose to follow. They never contain a secret. */

export interface CalendarEntry {
  title: string;
  startsAt: Date;
  endsAt: Date;
  timeZone: string;
  place: string;
  details: string;
}

/** Returns the link to a prefilled new entry in Google Calendar. */
export function googleCalendar(entry: CalendarEntry): string {
  const stamp = (at: Date) => at.toISOString().replaceAll(/[-:]|\.\d+/g, "");
  return withQuery("https://calendar.google.com/calendar/render", {
    action: "TEMPLATE",
    text: entry.title,
    dates: `${stamp(entry.startsAt)}/${stamp(entry.endsAt)}`,
    ctz: entry.timeZone,
    details: entry.details,
    location: entry.place,
  });
}

/** Returns the link to a prefilled new entry in the calendar of Outlook.com or Office 365. */
export function outlookCalendar(service: "outlook.live.com" | "outlook.office.com", entry: CalendarEntry) {
  return withQuery(`https://${service}/calendar/0/deeplink/compose`, {
    path: "/calendar/action/compose",
    rru: "addevent",
    subject: entry.title,
    startdt: entry.startsAt.toISOString(),
    enddt: entry.endsAt.toISOString(),
    body: entry.details,
    location: entry.place,
  });
}

function withQuery(address: string, query: Record<string, string>): string {
  const filled = Object.entries(query).filter(([, value]) => value !== "");
  return `${address}?${new URLSearchParams(filled)}`;
}
