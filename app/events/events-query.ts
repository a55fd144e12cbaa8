import { isStorable } from "#app/platform/text.ts";
import type { EventState } from "./event.ts";

/** The states that the list of events can be narrowed down to. */
export const LISTED_STATES = ["published", "draft", "cancelled"] as const satisfies readonly EventState[];

/** How the list of events is narrowed down, and behind which event a page of it begins. */
export interface EventsQuery {
  text: string;
  state: (typeof LISTED_STATES)[number] | undefined;
  after: string | undefined;
}

export const LONGEST_SEARCH = 100;

/** Returns what an address asks of the list of events; what it cannot mean is ignored. */
export function readEventsQuery(query: URLSearchParams): EventsQuery {
  return {
    text: searchText(query.get("q")),
    state: LISTED_STATES.find((each) => each === query.get("state")),
    after: query.get("after") ?? undefined,
  };
}

/** Returns a text that can be searched for: trimmed, of bounded length; empty for one that cannot be stored anywhere. */
export function searchText(text: string | null): string {
  const trimmed = (text ?? "").trim().slice(0, LONGEST_SEARCH);
  return isStorable(trimmed) ? trimmed : "";
}
