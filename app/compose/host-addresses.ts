import { BASE, routerPath } from "#app/api/route.ts";
import { LIVE_ADDRESSES } from "./live-routes.server.ts";
import { publicApi } from "./public-api.server.ts";
import type { HostAddress } from "./route-table.ts";

const FOREVER = "public, max-age=31536000, immutable";
/** The loader that other people's pages name, whose content changes under the same address. */
const LOADER = "public, max-age=3600, stale-while-revalidate=86400";

/** One for each path of the API's own list of calls, for those that are refused before the API labels them. */
const API_ADDRESSES: HostAddress[] = [
  ...new Set(publicApi.routes.map((each) => BASE + routerPath(each))),
].map((path) => ({ path, surface: "api" }));

/** The addresses that have no route file. */
export const HOST_ADDRESSES: readonly HostAddress[] = [
  ...["/health", "/ready", "/metrics"].map((path): HostAddress => ({ path, surface: "status" })),
  { path: "/assets/*", surface: "asset", metricLabel: "asset", cacheControl: FOREVER },
  // Two parts of a version stand for the newest of them, three for one that never changes.
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
  // Kept for invitations, new passwords and places on a waiting list, whose links hold a secret.
  { path: "/invite/*", surface: "auth", metricLabel: "other" },
  { path: "/reset/*", surface: "auth", metricLabel: "other" },
  { path: "/w/*", surface: "link", metricLabel: "other" },
];
