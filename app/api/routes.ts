import { analyticsRoutes } from "./analytics.server.ts";
import { availabilityRoutes } from "./availability.server.ts";
import { bookingRoutes } from "./bookings.server.ts";
import { clientRoutes } from "./clients.server.ts";
import { proofRoutes } from "./proof.server.ts";
import { reservationRoutes } from "./reservations.server.ts";
import { resourceRoutes } from "./resources.server.ts";
import type { Route } from "./route.ts";
import { settingsRoutes } from "./settings.server.ts";
import { webhookRoutes } from "./webhooks.server.ts";

/** All endpoints of the API. Serving, documentation and the generic tests iterate over this list. */
export const ROUTES: readonly Route[] = [
  ...resourceRoutes,
  ...reservationRoutes,
  ...bookingRoutes,
  ...availabilityRoutes,
  ...settingsRoutes,
  ...clientRoutes,
  ...analyticsRoutes,
  ...proofRoutes,
  ...webhookRoutes,
];
