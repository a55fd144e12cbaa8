import { matchRoutes } from "@remix-run/react";
import { expect, test } from "vitest";
import { canonicalPath } from "#app/host/http/canonical-path.ts";
import { loggedPath } from "#app/host/logging/logged-path.ts";
import { UNKNOWN_ROUTE } from "#app/platform/http/route-facts.ts";
import { RECORDED_ADDRESSES } from "#tests/support/recorded-addresses.ts";
import { routeManifest, routeTable } from "#tests/support/route-table.ts";
import { HOST_ADDRESSES } from "./host-addresses.ts";
import { createRouteTable, type RouteManifest } from "./route-table.ts";

const pathOf = (address: string) => canonicalPath(new URL(`http://a.test${address}`).pathname);

const factsOf = (path: string | undefined) => (path === undefined ? UNKNOWN_ROUTE : routeTable.resolve(path));

test("each recorded path has the recorded surface, caching and logged path", () => {
  for (const [address, surface, facts, , logged] of RECORDED_ADDRESSES) {
    const path = pathOf(address);
    const found = factsOf(path);
    expect(found.surface, address).toBe(surface);
    const flags = [found.isStrayData && "stray", found.cachedAs, found.untrustedAllowed && "untrusted"];
    expect(flags.filter(Boolean).join(" "), address).toBe(facts);
    expect(loggedPath(path ?? "malformed", found.surface), address).toBe(logged ?? path);
  }
});

/**
 * The former labels of pages, with the new labels of some of their paths. A path without a page is `other` now, or matches the
 * star of its layout.
 */
const NEW_LABELS: Record<string, string[]> = {
  other: ["/", "/docs/api", "/find", "/preferences", "/robots.txt", "/sitemap.xml", "/sitemap/:part"],
  "/e/:slug": ["/e/:slug/book", "other"],
  "/e/:slug/book": ["other"],
  "/e/:slug/live": ["other"],
  "/o/:slug": ["other"],
  "/b/:ref": ["/b/:reference", "/b/:reference/manage", "other"],
  "/b/:ref/manage": ["/b/:reference/manage", "other"],
  "/b/:ref/calendar.ics": ["/b/:reference/calendar.ics"],
  "/b.data/:ref": ["other"],
  "/t/:ref": ["/t/:id", "other"],
  "/w/:ref": ["other"],
  "/sign-in": ["other"],
  "/sign-in.data": ["/sign-in"],
  "/setup": ["other"],
  "/setup.data": ["/setup"],
  "/invite": ["other"],
  "/invite.data": ["other"],
  "/reset": ["other"],
  "/admin": ["/admin/*"],
  "/admin/events": ["/admin/*"],
  "/admin/settings": ["/admin/*"],
  "/admin/other": ["/admin/*"],
  "/admin/o/:slug": ["/admin/*"],
  "/admin/o/:slug/other": ["/admin/o/:slug/*"],
  "/admin/o/:slug/events": [
    "/admin/o/:slug/*",
    "/admin/o/:slug/events/:id",
    "/admin/o/:slug/events/:id/cancel",
    "/admin/o/:slug/events/:id/edit",
    "/admin/o/:slug/events/:id/embed",
    "/admin/o/:slug/events/:id/remove",
    "/admin/o/:slug/events/new",
  ],
  "/admin/o/:slug/bookings": ["/admin/o/:slug/*", "/admin/o/:slug/bookings/:id"],
  "/admin/o/:slug/developers": [
    "/admin/o/:slug/*",
    "/admin/o/:slug/developers/keys",
    "/admin/o/:slug/developers/keys/:id",
    "/admin/o/:slug/developers/keys/new",
    "/admin/o/:slug/developers/webhooks",
    "/admin/o/:slug/developers/webhooks/:id",
    "/admin/o/:slug/developers/webhooks/:id/edit",
    "/admin/o/:slug/developers/webhooks/new",
  ],
  "/admin/o/:slug/mailbox": ["/admin/o/:slug/mailbox/:id"],
  "/embed/:event": [
    "/embed",
    "/embed/*",
    "/embed/:slug",
    "/embed/:slug/book",
    "/embed/:slug/seen",
    "/embed/o/:slug",
  ],
  "/embed/:event/book": ["/embed/*", "/embed/:slug/book"],
  "/embed/:event/done": ["/embed/:slug/done"],
  "/api/v1/resources": ["/api/v1/other", "/api/v1/resources/:id", "/api/v1/resources/:id/availability"],
  "/api/v1/reservations": ["/api/v1/other"],
  "/api/v1/settings": ["/api/v1/other"],
};

test("each recorded path has its recorded label, or one of the intended new ones", () => {
  const labels: Record<string, string[]> = {};
  for (const [address, , , kind] of RECORDED_ADDRESSES) {
    const { label } = factsOf(pathOf(address));
    if (label !== kind) labels[kind] = [...new Set([...(labels[kind] ?? []), label])].sort();
  }
  expect(labels).toEqual(NEW_LABELS);
});

interface RouterRoute {
  id: string;
  path?: string | undefined;
  index?: boolean | undefined;
  children: RouterRoute[];
}

/** Returns the routes in the page router's format. */
function routerRoutes(parentId: string): RouterRoute[] {
  return Object.values(routeManifest)
    .filter((route) => route.parentId === parentId)
    .map(({ id, path, index }) => ({ id, path, index, children: routerRoutes(id) }));
}

/** Returns the pattern of the route that the page router finds. */
function routedPattern(path: string): string {
  const matched = matchRoutes(routerRoutes("root") as never, path) ?? [];
  const ids = matched.map(({ route }) => route.id ?? "");
  return `/${ids.flatMap((id) => routeManifest[id]?.path || []).join("/")}`;
}

const isHosts = (label: string) =>
  HOST_ADDRESSES.some(({ path, metricLabel }) => label === (metricLabel ?? path));

test("a page is labelled by the pattern of the route that the page router finds", () => {
  const routes = Object.values(routeManifest).filter(({ path, index }) => path || index);
  // One path of each route, besides the recorded ones.
  const made = routes.map(({ id }) => patternOf(id).replaceAll(/:\w+|\*/g, "1"));
  for (const address of [...RECORDED_ADDRESSES.map(([recorded]) => recorded), ...made]) {
    const { pathname } = new URL(`http://a.test${address}`);
    const path = pathOf(address)?.replace(/\.data$/, "");
    if (!path) continue;
    const { label } = routeTable.resolve(path);
    const pattern = routedPattern(pathname.replace(/\.data$/i, ""));
    if (pattern === "/*") expect(label === "other" || isHosts(label), `${address} is ${label}`).toBe(true);
    else if (label !== "asset") expect(label, address).toBe(pattern);
  }
});

function patternOf(id: string): string {
  const chain: string[] = [];
  for (let route = routeManifest[id]; route; route = routeManifest[route.parentId ?? ""]) {
    if (route.path) chain.unshift(route.path);
  }
  return `/${chain.join("/")}`;
}

test("the labels are few, whatever paths are requested", () => {
  const invented = [
    "/x",
    "/e/a",
    "/e/a/x",
    "/o/a",
    "/b/x",
    "/b/x/x",
    "/admin/o/a/x",
    "/embed/a/x",
    "/api/v1/x",
    "/assets/x",
  ];
  const labels = new Set<string>();
  for (let time = 0; time < 50; time++) {
    for (const path of invented) labels.add(routeTable.resolve(path + time).label);
  }
  const few = [
    "/admin/o/:slug/*",
    "/api/v1/other",
    "/b/:reference",
    "/e/:slug",
    "/embed/*",
    "/o/:slug",
    "asset",
    "other",
  ];
  expect([...labels].sort()).toEqual(few);
});

const route = (id: string, path: string | undefined, parentId?: string, handle?: object) => ({
  [id]: { id, path, index: undefined, parentId, module: { handle } },
});

const shop: RouteManifest = {
  ...route("root", ""),
  ...route("layout", undefined, "root", { surface: "public" }),
  ...route("shop", "shop/:Item", "layout", { cachedAs: "event" }),
  ...route("receipt", "receipt/:id", "layout", {
    surface: "link",
    metricLabel: "/receipt",
    disallowsRobots: true,
  }),
};

test("a route inherits its parents' declarations and can override them", () => {
  const { resolve, disallowed } = createRouteTable(shop, []);
  expect(resolve("/shop/vase")).toMatchObject({ surface: "public", cachedAs: "event", label: "/shop/:Item" });
  expect(resolve("/receipt/7")).toMatchObject({ surface: "link", cachedAs: undefined, label: "/receipt" });
  // Every path next to a private page is private, whether a page exists there or not.
  expect(resolve("/receipt/7/more")).toMatchObject({ surface: "link", label: "other" });
  expect(resolve("/receipts")).toEqual(UNKNOWN_ROUTE);
  expect(disallowed).toEqual(["/receipt/"]);
});

test("no table is created when a route declares no surface, and the error says which route and what to add", () => {
  const manifest = { ...shop, ...route("routes/stock", "stock/:id", "root") };
  expect(() => createRouteTable(manifest, [])).toThrow(
    'The route routes/stock (/stock/:id) does not declare its surface. Export it from the route or from a layout above it: export const handle: RouteHandle = { surface: "public" }.',
  );
});

test("no table is created when a private page would be cached for other visitors", () => {
  const kept = { surface: "link", cachedAs: "event" };
  expect(() => createRouteTable({ ...shop, ...route("receipt", "receipt/:id", "layout", kept) }, [])).toThrow(
    "The route receipt (/receipt/:id) declares cachedAs, but pages of the surface link are never cached for other visitors.",
  );
});

test("no table is created when a public page is among private ones, until a star route declares the rest", () => {
  const manifest = { ...shop, ...route("terms", "receipt/:id/terms", "layout") };
  expect(() => createRouteTable(manifest, [])).toThrow(
    "The surface of addresses below /receipt/* is ambiguous: /receipt/:id/terms declares public, others declare link.",
  );
  const { resolve } = createRouteTable(manifest, [{ path: "/receipt/*", surface: "link" }]);
  expect(resolve("/receipt/7/terms").surface).toBe("public");
  expect(resolve("/receipt/7/more").surface).toBe("link");
});

test("robots.txt disallows the admin, the API, frames and pages that a link opens", () => {
  expect(routeTable.disallowed).toEqual(["/admin", "/api", "/b/", "/c/", "/embed", "/preferences", "/t/"]);
});

test("the code of a ticket is a private address in upper case as in lower case, and is not logged", () => {
  for (const address of ["/C/ABCDEF", "/c/abcdef", "/C/RSV1:ABCDEF", "/%43/ABCDEF"]) {
    const path = pathOf(address) ?? "malformed";
    const { surface, label } = factsOf(path);
    expect([surface, label, loggedPath(path, surface)], address).toEqual(["link", "/c/:id", "/c/…"]);
  }
});
