import { BASE, routerPath } from "#app/api/route.ts";
import { LIVE_ADDRESSES } from "./live-routes.server.ts";
import { publicApi } from "./public-api.server.ts";
import type { HostAddress } from "./route-table.ts";

const FOREVER = "public, max-age=31536000, immutable";
/** Cache-Control of the loader on other sites, whose content changes under a fixed URL. */
const LOADER = "public, max-age=3600, stale-while-revalidate=86400";

/** One for each path of the API's routes, for requests that are refused before the API labels them. */
const API_ADDRESSES: HostAddress[] = [
  ...new Set(publicApi.routes.map((each) => BASE + routerPath(each))),
].map((path) => ({ path, surface: "api" }));

/** The paths that have no route file. */
export const HOST_ADDRESSES: readonly HostAddress[] = [
  ...["/health", "/ready", "/metrics"].map((path): HostAddress => ({ path, surface: "status" })),
  { path: "/assets/*", surface: "asset", metricLabel: "asset", cacheControl: FOREVER },
  // A version of two parts names the newest patch release, one of three parts is immutable.
  {
    path: "/embed",
    file: /^v\d+\.\d+\.\d+\.js$/,
    surface: "asset",
    metricLabel: "asset",
    cacheControl: FOREVER,
  },
  { path: "/embed", file: /^v[\d.]+\.js$/, surface: "asset", metricLabel: "asset", cacheControl: LOADER },
  ...LIVE_ADDRESSES,
  ...API_ADDRESSES,
  { path: "/api/*", surface: "api", metricLabel: `${BASE}/other`, disallowsRobots: true },
  // Reserved for invitations, new passwords and places on a waiting list, whose links contain a secret.
  { path: "/invite/*", surface: "auth", metricLabel: "other" },
  { path: "/reset/*", surface: "auth", metricLabel: "other" },
  { path: "/w/*", surface: "link", metricLabel: "other" },
];
