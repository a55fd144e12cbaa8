import { createRequestHandler, type ServerBuild } from "@remix-run/node";
import type { HostContext } from "#app/platform/http/request-context.ts";
import type { RouteTable } from "#app/platform/http/route-facts.ts";
import type { Services } from "#app/platform/services.ts";
import { HOST_ADDRESSES } from "./host-addresses.ts";
import { createRouteTable } from "./route-table.ts";
import type { StartOptions } from "./start-options.ts";

/** The pages of the server build, and the declarations of their routes. */
export interface BuiltPages {
  routeTable: RouteTable;
  /** Path of the public style sheet, for the host's own pages; undefined in development, where Vite serves it. */
  styleSheet: string | undefined;
  render(request: Request, context: HostContext & Services): Promise<Response>;
  /** Loads the build again and, if it has changed, recreates pages and table: in development it changes with the files. */
  reload(): Promise<void>;
}

/** The layout of public pages, whose style sheet is the public one. */
const PUBLIC_LAYOUT = "routes/public/layout";

/** Loads the server build. Throws if one of its routes lacks a required declaration. */
export async function loadPages({
  loadBuild,
  mode,
}: Pick<StartOptions, "loadBuild" | "mode">): Promise<BuiltPages> {
  const made = (build: ServerBuild) => ({
    build,
    table: createRouteTable(build.routes, HOST_ADDRESSES),
    answer: createRequestHandler(build, mode),
  });
  let current = made(await loadBuild());
  const reload = async () => {
    const build = await loadBuild();
    if (build !== current.build) current = made(build);
  };
  return {
    routeTable: { resolve: (path) => current.table.resolve(path) },
    styleSheet: current.build.assets.routes[PUBLIC_LAYOUT]?.css?.[0],
    async render(request, context) {
      await reload();
      return current.answer(request, { ...context, robotsDisallow: current.table.disallowed });
    },
    reload,
  };
}
