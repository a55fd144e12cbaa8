import { type Env, Hono } from "hono";
import type { OpenApiDocument } from "#app/platform/openapi.ts";
import type { HostContext } from "#app/platform/request-context.ts";
import { preflight } from "./cors.server.ts";
import { Problem } from "./errors.ts";
import { type ApiContext, type ApiEnv, type ApiNeeds, serve } from "./frame.server.ts";
import { documentOf, documentRoute } from "./openapi.server.ts";
import { responseOfProblem } from "./responses.ts";
import { BASE, type Route, routerPath } from "./route.ts";
import { ROUTES } from "./routes.ts";

/** The API: its calls, the document that describes them, and how it is put before the pages. */
export interface Api {
  routes: readonly Route[];
  document: OpenApiDocument;
  mount<E extends Env & { Variables: { host: HostContext } }>(app: Hono<E>, needs: ApiNeeds): void;
}

/** Fails at once where a call does not say who may make it, or where two are the same. */
export function createApi(version: string, calls: readonly Route[] = ROUTES): Api {
  const routes = [...calls, documentRoute(() => document)];
  assertDeclared(routes);
  const document = documentOf(routes, version);
  return {
    routes,
    document,
    mount(app, needs) {
      const api = new Hono<ApiEnv>();
      for (const route of routes) {
        api.on(route.method.toUpperCase(), routerPath(route), (c) => serve(route, c, needs));
      }
      api.all("*", (c) => answerOthers(c, routes, needs));
      (app as unknown as Hono<ApiEnv>).route(BASE, api);
    },
  };
}

function assertDeclared(routes: readonly Route[]): void {
  const seen = new Set<string>();
  for (const { method, path, access } of routes) {
    const name = `${method.toUpperCase()} ${path}`;
    const declared = access !== undefined && ("open" in access || "scope" in access);
    if (!declared) throw new Error(`${name} does not say who may call it.`);
    if (seen.has(name)) throw new Error(`${name} is there twice.`);
    seen.add(name);
  }
}

/** What no route answers: a browser that asks first, a method that this path does not have, a path that is none. */
async function answerOthers(c: ApiContext, routes: readonly Route[], needs: ApiNeeds): Promise<Response> {
  const { requestId } = c.var.host;
  const path = c.req.path.slice(BASE.length);
  const here = routes.filter((route) => patternOf(route).test(path));
  if (here.length === 0) {
    const message = `There is no such call: see ${BASE}/openapi.json for those that there are.`;
    return responseOfProblem(new Problem("NOT_FOUND", { message }), requestId);
  }
  const answer = await preflight(c.req.raw, here, needs.services);
  if (c.req.method === "OPTIONS") return answer;
  const headers = { Allow: answer.headers.get("Allow") ?? "" };
  return responseOfProblem(new Problem("METHOD_NOT_ALLOWED", { headers }), requestId);
}

function patternOf({ path }: Route): RegExp {
  const words = path.split("/").map((word) => (word.startsWith("{") ? "[^/]+" : word.replaceAll(".", "\\.")));
  return new RegExp(`^${words.join("/")}$`);
}
