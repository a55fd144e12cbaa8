import type { Attack } from "./attack.ts";
import { silentConnections, unreadResponses } from "./connections.ts";
import { hostileForms } from "./forms.ts";
import { instantsOutOfRange } from "./instants.ts";
import { foreignSession } from "./live-seats.ts";
import { expensivePages, headRequests, starvedBookings } from "./pages.ts";
import { redirectTargets } from "./redirects.ts";

/** In the order in which they are sent; the last one leaves an event behind, where it is not refused. */
export const ATTACKS: readonly Attack[] = [
  hostileForms,
  expensivePages,
  starvedBookings,
  unreadResponses,
  headRequests,
  foreignSession,
  redirectTargets,
  silentConnections,
  instantsOutOfRange,
];
