import { readQuery } from "#app/platform/text/search.ts";
import type { EventState } from "./event.ts";

/** The states that the list of events can be filtered by. */
export const LISTED_STATES = ["published", "draft", "cancelled"] as const satisfies readonly EventState[];

/** The filter of the list of events, and the event after which the page starts. */
export interface EventsQuery {
  text: string;
  state: (typeof LISTED_STATES)[number] | undefined;
  after: string | undefined;
}

/** Reads the filter of the list of events from a query string. Invalid values are ignored. */
export function readEventsQuery(query: URLSearchParams): EventsQuery {
  return {
    text: readQuery(query.get("q") ?? ""),
    state: LISTED_STATES.find((each) => each === query.get("state")),
    after: query.get("after") ?? undefined,
  };
}
