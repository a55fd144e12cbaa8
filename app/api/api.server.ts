import type { HostedApi, RequestParts, ResponseParts } from "#app/platform/http/exchange.ts";
import type { OpenApiDocument } from "#app/platform/openapi-document.ts";
import { servicesForReads } from "#app/platform/services.ts";
import { corsHeaders, preflight } from "./cors.server.ts";
import { ApiError } from "./errors.ts";
import { documentOf, documentRoute } from "./openapi.server.ts";
import { type ApiNeeds, serve, withCors } from "./pipeline.server.ts";
import { serialiseError } from "./responses.ts";
import { BASE, type Route } from "./route.ts";
import { type Found, type Router, routerOf } from "./router.ts";
import { ROUTES } from "./routes.ts";

/** The API: its routes, the OpenAPI document, and the adapter for the host. */
export interface Api {
  routes: readonly Route[];
  document: OpenApiDocument;
  over(needs: ApiNeeds): HostedApi;
}

/** Creates the API. Throws if a route declares no access or two routes have the same method and path. */
export function createApi(version: string, calls: readonly Route[] = ROUTES): Api {
  const routes = [...calls, documentRoute(() => document)];
  assertDeclared(routes);
  const document = documentOf(routes, version);
  const router = routerOf(routes);
  return {
    routes,
    document,
    over(needs) {
      const needsOfReads = { ...needs, services: servicesForReads(needs.services) };
      const needsOf = ({ route }: Found) => (route.method === "get" ? needsOfReads : needs);
      return {
        base: BASE,
        find(method, path) {
          const found = router.find(method, path);
          return (
            found && { streams: found.streams, respond: (request) => serve(found, request, needsOf(found)) }
          );
        },
        respond(request) {
          const found = router.find(request.method, request.path);
          return found
            ? serve(found, request, needsOf(found))
            : respondWithoutRoute(request, router, needsOfReads);
        },
        corsHeaders: ({ method, path, headers }) =>
          corsHeaders(headers, router.find(method, path)?.route, undefined, needsOfReads.services),
      };
    },
  };
}

function assertDeclared(routes: readonly Route[]): void {
  const seen = new Set<string>();
  for (const { method, path, access } of routes) {
    const name = `${method.toUpperCase()} ${path}`;
    const declared = access !== undefined && ("open" in access || "scope" in access);
    if (!declared) throw new Error(`${name} declares no access.`);
    if (seen.has(name)) throw new Error(`${name} is declared twice.`);
    seen.add(name);
  }
}

/** Responds to requests without a route: CORS preflights, unsupported methods and unknown paths. */
async function respondWithoutRoute(
  request: RequestParts,
  router: Router,
  { services }: ApiNeeds,
): Promise<ResponseParts> {
  const { headers, method, path, host } = request;
  const here = router.at(path);
  const allowed = here.length > 0 ? await preflight(headers, here, services) : undefined;
  if (allowed && method === "OPTIONS") return allowed;
  const problem = allowed
    ? new ApiError("METHOD_NOT_ALLOWED", { headers: { Allow: allowed.headers.Allow ?? "" } })
    : new ApiError("NOT_FOUND");
  return withCors(
    serialiseError(problem, host.requestId),
    await corsHeaders(headers, here[0], undefined, services),
  );
}
