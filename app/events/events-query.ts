import { readQuery } from "#app/platform/text/search.ts";
import type { EventState } from "./event.ts";

/** The states that the list of events can be narrowed down to. */
export const LISTED_STATES = ["published", "draft", "cancelled"] as const satisfies readonly EventState[];

/** How the list of events is narrowed down, and behind which event a page of it begins. */
export interface EventsQuery {
  text: string;
  state: (typeof LISTED_STATES)[number] | undefined;
  after: string | undefined;
}

/** Returns what an address asks of the list of events; what it cannot mean is ignored. */
export function readEventsQuery(query: URLSearchParams): EventsQuery {
  return {
    text: readQuery(query.get("q") ?? ""),
    state: LISTED_STATES.find((each) => each === query.get("state")),
    after: query.get("after") ?? undefined,
  };
}
