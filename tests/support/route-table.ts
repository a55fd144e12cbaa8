import { fileURLToPath } from "node:url";
import type { RouteConfigEntry } from "@remix-run/route-config";
import { HOST_ADDRESSES } from "#app/compose/host-addresses.ts";
import { createRouteTable, type RouteManifest } from "#app/compose/route-table.ts";

interface Declaring {
  handle?: unknown;
}

const modules = import.meta.glob<Declaring>("../../app/routes/**/*.{ts,tsx}", { eager: true });

/** Reads the routes like the build, which uses this global for the folder of the app. */
async function readRoutes(): Promise<RouteConfigEntry[]> {
  Object.assign(globalThis, { __remixAppDirectory: fileURLToPath(new URL("../../app", import.meta.url)) });
  return (await import("#app/routes.ts")).default;
}

function manifestOf(routes: readonly RouteConfigEntry[], parentId = "root"): RouteManifest {
  const manifest: RouteManifest = {};
  for (const { file, path, index, children = [] } of routes) {
    const id = file.replace(/\.tsx?$/, "");
    const module = modules[`../../app/${file}`];
    if (!module) throw new Error(`${file} is a route without a file.`);
    manifest[id] = { id, parentId, path, index, module };
    Object.assign(manifest, manifestOf(children, id));
  }
  return manifest;
}

/** The routes of the app by their ids, as in the server build. */
export const routeManifest: RouteManifest = manifestOf(await readRoutes());

/** The host's table of the entire app. */
export const routeTable = createRouteTable(routeManifest, HOST_ADDRESSES);
