import { isId } from "#app/platform/ids.ts";
import { isStorableInstant } from "#app/platform/instants.ts";
import { readQuery } from "#app/platform/text/search.ts";

/** The parsed query string of an organiser's page. */
export interface ListingQuery {
  view: "list" | "month";
  /** `2026-03`. The month view defaults to the current month. */
  month?: string;
  /** `2026-03-14`, in the zone of each event. */
  day?: string;
  /** A search text for title and place. */
  text: string;
  /** Only bookable events with free seats. */
  free: boolean;
  /** Past events instead of upcoming ones. */
  past: boolean;
  /** The cursor of the previous page's end. */
  after?: Cursor;
}

export interface Cursor {
  startsAt: Date;
  /** The id of the session. */
  id: string;
}

const MONTH = /^(20\d\d)-(0[1-9]|1[0-2])$/;
const DAY = /^(20\d\d)-(0[1-9]|1[0-2])-([0-2]\d|3[01])$/;

/** Parses a query string. Invalid values are ignored. */
export function listingQuery(search: URLSearchParams): ListingQuery {
  const matching = (name: string, shape: RegExp) => {
    const value = search.get(name) ?? "";
    return shape.test(value) ? value : undefined;
  };
  const day = matching("day", DAY);
  return {
    view: search.get("view") === "month" ? "month" : "list",
    month: matching("month", MONTH),
    // Rejects dates such as 31 April.
    day: day && dayAfter(day, 0) === day ? day : undefined,
    text: readQuery(search.get("q") ?? ""),
    free: search.get("free") === "1",
    past: search.get("past") === "1",
    after: cursorOf(search.get("after")),
  };
}

/** Returns the query as URL parameters, without defaults. */
export function listingParameters(query: ListingQuery): Record<string, string | undefined> {
  return {
    view: query.view === "month" ? "month" : undefined,
    month: query.month,
    day: query.day,
    q: query.text || undefined,
    free: query.free ? "1" : undefined,
    past: query.past ? "1" : undefined,
    after: query.after && `${query.after.startsAt.getTime()}.${query.after.id}`,
  };
}

/** Returns whether the visitor has filtered the list. */
export function isFiltered(query: ListingQuery): boolean {
  return Boolean(query.text || query.free || query.day || (query.view === "list" && query.month));
}

/** Returns the requested days as local dates; `until` is exclusive. */
export function requestedDays(
  query: ListingQuery,
  today: string,
): { from: string; until: string } | undefined {
  if (query.day) return { from: query.day, until: dayAfter(query.day, 1) };
  const month = query.month ?? (query.view === "month" ? today.slice(0, 7) : undefined);
  return month === undefined ? undefined : { from: `${month}-01`, until: `${monthAfter(month, 1)}-01` };
}

/** Returns the local date `days` days later. */
export function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Returns the month `months` months later, or earlier if negative. */
export function monthAfter(month: string, months: number): string {
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 7);
}

function cursorOf(text: string | null): Cursor | undefined {
  // Before 1970 the time is negative.
  const [, time = "", id = ""] = /^(-?\d{1,15})\.([0-9a-f-]{36})$/.exec(text ?? "") ?? [];
  const startsAt = new Date(Number(time || Number.NaN));
  return isId(id) && isStorableInstant(startsAt) ? { startsAt, id } : undefined;
}
