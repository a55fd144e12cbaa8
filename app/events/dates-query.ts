import { readQuery } from "#app/platform/text/search.ts";

/** Which dates of an event are listed: those that come or those that are over, by label and by day. */
export interface DatesQuery {
  past: boolean;
  label: string;
  /** `2026-03-14`, in the event's zone; empty for every day. */
  day: string;
  /** The id of the date with which the page begins. */
  from: string | undefined;
}

/** Returns what an address asks of the list of dates; what it cannot mean is ignored. */
export function readDatesQuery(query: URLSearchParams): DatesQuery {
  return {
    past: query.get("dates") === "past",
    label: readQuery(query.get("label") ?? ""),
    day: dayOf(query.get("day") ?? ""),
    from: query.get("from") ?? undefined,
  };
}

export const isNarrowed = ({ label, day }: DatesQuery) => label !== "" || day !== "";

/** A day of the calendar in the years that dates may have, else nothing. */
function dayOf(text: string): string {
  if (!/^(19|2[01])\d\d-\d\d-\d\d$/.test(text)) return "";
  const day = new Date(`${text}T00:00:00Z`);
  return Number.isFinite(day.getTime()) && day.toISOString().startsWith(text) ? text : "";
}
