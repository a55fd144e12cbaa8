import type { TimelineEntry } from "#app/attendees/timeline.server.ts";
import type { AdminServerTranslate } from "#app/i18n/admin-server-translate.ts";

/** Returns the texts of the booking rules that the organiser overrode, by the id of the timeline entry. */
export function overrideNotes(timeline: TimelineEntry[], t: AdminServerTranslate): Record<string, string[]> {
  return Object.fromEntries(
    timeline.map(({ id, overridden }) => [id, overridden.map((rule) => t(`admin.booking.warning.${rule}`))]),
  );
}
