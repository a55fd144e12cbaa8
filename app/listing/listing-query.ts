import { isId } from "#app/platform/ids.ts";
import { isKeepable } from "#app/platform/instants.ts";
import { readQuery } from "#app/platform/text/search.ts";

/** What a visitor asks of an organiser's page, as its address says it. */
export interface ListingQuery {
  view: "list" | "month";
  /** `2026-03`; the present month where the month view is asked for without one. */
  month?: string;
  /** `2026-03-14`, in the zone of each event. */
  day?: string;
  /** A part of the title or of the place. */
  text: string;
  /** Only what can be booked and has seats. */
  free: boolean;
  /** What is over, instead of what comes. */
  past: boolean;
  /** Where the page before this one ended. */
  after?: Cursor;
}

export interface Cursor {
  startsAt: Date;
  /** Of the session. */
  id: string;
}

const MONTH = /^(20\d\d)-(0[1-9]|1[0-2])$/;
const DAY = /^(20\d\d)-(0[1-9]|1[0-2])-([0-2]\d|3[01])$/;

/** Reads an address; what it does not understand counts as not said. */
export function listingQuery(search: URLSearchParams): ListingQuery {
  const said = (name: string, shape: RegExp) => {
    const value = search.get(name) ?? "";
    return shape.test(value) ? value : undefined;
  };
  const day = said("day", DAY);
  return {
    view: search.get("view") === "month" ? "month" : "list",
    month: said("month", MONTH),
    // The 31st of a month that has 30 days is no day.
    day: day && dayAfter(day, 0) === day ? day : undefined,
    text: readQuery(search.get("q") ?? ""),
    free: search.get("free") === "1",
    past: search.get("past") === "1",
    after: cursorOf(search.get("after")),
  };
}

/** The same as the parameters of an address, without what is usual. */
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

/** Whether the visitor has narrowed the list down. */
export function isFiltered(query: ListingQuery): boolean {
  return Boolean(query.text || query.free || query.day || (query.view === "list" && query.month));
}

/** The days that are asked for: the first of them and the one after the last, as local dates. */
export function daysAsked(query: ListingQuery, today: string): { from: string; until: string } | undefined {
  if (query.day) return { from: query.day, until: dayAfter(query.day, 1) };
  const month = query.month ?? (query.view === "month" ? today.slice(0, 7) : undefined);
  return month === undefined ? undefined : { from: `${month}-01`, until: `${monthAfter(month, 1)}-01` };
}

/** The local date so many days later. */
export function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The month so many months later; earlier by a negative number. */
export function monthAfter(month: string, months: number): string {
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 7);
}

function cursorOf(text: string | null): Cursor | undefined {
  // Before 1970 the time is negative.
  const [, time = "", id = ""] = /^(-?\d{1,15})\.([0-9a-f-]{36})$/.exec(text ?? "") ?? [];
  const startsAt = new Date(Number(time || Number.NaN));
  return isId(id) && isKeepable(startsAt) ? { startsAt, id } : undefined;
}
