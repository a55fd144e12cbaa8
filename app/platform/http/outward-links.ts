/** Links to other people's services, which a visitor may choose to follow. No secret of ours ever stands in one. */

export interface CalendarEntry {
  title: string;
  startsAt: Date;
  endsAt: Date;
  timeZone: string;
  place: string;
  details: string;
}

/** A new entry in Google Calendar, filled in. */
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

/** A new entry in the calendar of Outlook.com or of Office 365, filled in. */
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
