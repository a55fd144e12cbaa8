import { flatRoutes } from "@remix-run/fs-routes";
import { layout, prefix, type RouteConfig, route } from "@remix-run/route-config";

const IGNORED = ["**/*.test.{ts,tsx}", "**/.*", "**/layout.tsx"];

/** Reads the routes of one folder below `routes/`. Addresses follow from the file names; a `layout.tsx` is named below. */
const routesIn = (folder: string) =>
  flatRoutes({ rootDirectory: `routes/${folder}`, ignoredRouteFiles: IGNORED });

const routes: RouteConfig = [
  layout("routes/public/layout.tsx", await routesIn("public")),
  ...(await routesIn("well-known")),
  layout("routes/auth/layout.tsx", await routesIn("auth")),
  route("embed", "routes/embed/layout.tsx", await routesIn("embed")),
  ...prefix("admin", await routesIn("unaddressed-admin")),
  route("admin/o/:slug", "routes/admin/layout.tsx", [
    ...(await routesIn("admin")),
    ...prefix("events", await routesIn("admin/events")),
    ...prefix("bookings", await routesIn("admin/bookings")),
    route("team", "routes/admin/team/layout.tsx", await routesIn("admin/team")),
    route("developers", "routes/admin/developers/layout.tsx", await routesIn("admin/developers")),
  ]),
];

export default routes;
