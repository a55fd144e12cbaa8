import type { ServerBuild } from "@remix-run/node";
import { expect, test } from "vitest";
import { loadPages } from "./built-pages.server.ts";

/** Returns a build of one page, with a label that distinguishes it from others. */
function buildOf(handle: object | undefined): ServerBuild {
  const page = { id: "page", parentId: "root", path: "page", module: { default: () => null, handle } };
  const root = { id: "root", path: "", module: { default: () => null } };
  return {
    routes: { root, page },
    assets: { routes: {} },
    future: {},
    entry: { module: { default: () => new Response("a page") } },
  } as unknown as ServerBuild;
}

const labelled = (metricLabel: string) => buildOf({ surface: "public", metricLabel });

test("the app does not start with a route that declares no surface", async () => {
  const loading = loadPages({ loadBuild: async () => buildOf(undefined), mode: "production" });
  await expect(loading).rejects.toThrow("The route page (/page) does not declare its surface.");
});

test("the table is recreated when the build has changed, and only then", async () => {
  let build = labelled("first");
  const pages = await loadPages({ loadBuild: async () => build, mode: "development" });
  const first = pages.routeTable.resolve("/page");
  expect(first.label).toBe("first");
  await pages.reload();
  expect(pages.routeTable.resolve("/page")).toBe(first);
  build = labelled("second");
  await pages.reload();
  expect(pages.routeTable.resolve("/page").label).toBe("second");
  build = buildOf(undefined);
  await expect(pages.reload()).rejects.toThrow("does not declare its surface");
  expect(pages.routeTable.resolve("/page").label).toBe("second");
});
