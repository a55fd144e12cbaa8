import { readQuery } from "#app/platform/text/search.ts";

/** The filter of a list of dates: upcoming or past ones, by label and by day. */
export interface DatesQuery {
  past: boolean;
  label: string;
  /** `2026-03-14`, in the event's zone; empty for every day. */
  day: string;
  /** The id of the first date on the page. */
  from: string | undefined;
}

/** Reads the filter of a list of dates from a query string. Invalid values are ignored. */
export function readDatesQuery(query: URLSearchParams): DatesQuery {
  return {
    past: query.get("dates") === "past",
    label: readQuery(query.get("label") ?? ""),
    day: dayOf(query.get("day") ?? ""),
    from: query.get("from") ?? undefined,
  };
}

/** Returns whether the filter selects by label or by day. */
export const isNarrowed = ({ label, day }: DatesQuery) => label !== "" || day !== "";

/** Returns the text if it is a calendar day in the range of years that dates may have, else an empty string. */
export function dayOf(text: string): string {
  if (!/^(19|2[01])\d\d-\d\d-\d\d$/.test(text)) return "";
  const day = new Date(`${text}T00:00:00Z`);
  return Number.isFinite(day.getTime()) && day.toISOString().startsWith(text) ? text : "";
}
