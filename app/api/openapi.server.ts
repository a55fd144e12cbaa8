import { OpenAPIHono, type RouteConfig, z } from "@hono/zod-openapi";
import type { OpenApiDocument } from "#app/platform/openapi-document.ts";
import { REFUSALS, statusOf } from "#app/platform/refusals.ts";
import type { ErrorCode } from "./errors.ts";
import { ErrorBody } from "./fields.ts";
import { BASE, type ResponseDoc, type Route, route, TAGS } from "./route.ts";

const JSON_TYPE = "application/json";

/** Parameters shared by endpoints: `organization` where no key is needed, `Idempotency-Key` on every POST. */
const Organization = z
  .string()
  .optional()
  .openapi({
    param: { name: "organization", in: "query" },
    description:
      "The slug of the organisation that a request without a key addresses. Defaults to the first organisation.",
  });
const IdempotencyKey = z
  .string()
  .min(1)
  .max(255)
  .optional()
  .openapi({
    param: { name: "Idempotency-Key", in: "header" },
    description:
      "A repeated request with the same key and body returns the original response and is not executed again.",
  });

/** Returns the route that serves the OpenAPI document. */
export function documentRoute(document: () => OpenApiDocument): Route {
  // Serialised once: it is 130 kB and never changes.
  let text: string | undefined;
  return route(
    {
      method: "get",
      path: "/openapi.json",
      tag: "Document",
      summary: "Get this document",
      access: { open: true },
      responses: { 200: { description: "OpenAPI 3.1.", schema: z.looseObject({ openapi: z.string() }) } },
    },
    () => {
      text ??= JSON.stringify(document());
      return { status: 200, text };
    },
  );
}

/** Generates the OpenAPI 3.1 document of the routes from the schemas that validate them. */
export function documentOf(routes: readonly Route[], version: string): OpenApiDocument {
  const api = new OpenAPIHono();
  const registry = api.openAPIRegistry;
  const description =
    "A key of one organisation. From outside of its networks, if it has any: 403 FORBIDDEN.";
  const header = { type: "apiKey", in: "header", name: "X-API-Key", description } as const;
  registry.registerComponent("securitySchemes", "key", header);
  registry.registerComponent("securitySchemes", "bearer", { type: "http", scheme: "bearer", description });
  for (const each of routes) registry.registerPath(pathOf(each));
  return api.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Reservo",
      version,
      description:
        "Bookings that never sell the same seat twice. Fields whose names end in At or Timestamp are times: numbers are milliseconds since 1970, strings are ISO 8601 in UTC.",
    },
    servers: [{ url: BASE }],
    tags: TAGS.map((name) => ({ name })),
  }) as unknown as OpenApiDocument;
}

function pathOf(each: Route): RouteConfig {
  const parameters = z.object({
    ...shapeOf(each.query),
    ...("open" in each.access || each.access.keyless ? { organization: Organization } : {}),
  });
  return {
    method: each.method,
    path: each.path,
    operationId: operationIdOf(each),
    tags: [each.tag],
    summary: each.summary,
    ...(each.description ? { description: each.description } : {}),
    security: securityOf(each),
    request: {
      ...(each.params ? { params: each.params as z.ZodObject } : {}),
      query: parameters,
      ...(each.method === "post" ? { headers: z.object({ "Idempotency-Key": IdempotencyKey }) } : {}),
      ...(each.body
        ? { body: { required: !each.bodyMayBeLeftOut, content: { [JSON_TYPE]: { schema: each.body } } } }
        : {}),
    },
    responses: responsesOf(each),
    ...("scope" in each.access ? { "x-scope": each.access.scope } : {}),
  } as RouteConfig;
}

function shapeOf(schema: z.ZodType | undefined): Record<string, z.ZodType> {
  return schema instanceof z.ZodObject ? (schema.shape as Record<string, z.ZodType>) : {};
}

/** Derives an operation id such as `getResourcesById` from the method and path, so that every route has one. */
function operationIdOf({ method, path }: Pick<Route, "method" | "path">): string {
  const words = path.split(/[/.]/).filter((word) => word !== "");
  const named = words.map((word) => {
    const plain = word.replace(/^\{(.*)\}$/, "By-$1");
    return plain.replace(/(^|-)([a-z])/g, (_all, _dash, letter: string) => letter.toUpperCase());
  });
  return method + named.join("");
}

function securityOf({ access }: Route): Record<string, string[]>[] {
  const keyed: Record<string, string[]>[] = [{ key: [] }, { bearer: [] }];
  if ("open" in access) return [{}, ...keyed];
  return access.keyless ? [{}, ...keyed] : keyed;
}

function responsesOf(each: Route): RouteConfig["responses"] {
  const responses: RouteConfig["responses"] = {};
  for (const [status, answer] of Object.entries(each.responses)) responses[status] = responseDoc(answer);
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of errorsOf(each)) {
    const status = statusOf(code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  for (const [status, codes] of byStatus) {
    const words = codes.map((code) => `\`${code}\`: ${REFUSALS[code].words}`).join("\n\n");
    const own = each.responses[status];
    responses[String(status)] = own
      ? responseDoc({
          ...own,
          description: `${own.description}\n\n${words}`,
          schema: own.schema ? z.union([own.schema, ErrorBody]) : ErrorBody,
        })
      : responseDoc({ description: words, schema: ErrorBody });
  }
  return responses;
}

/** Returns the error codes of a route, including those common to all routes of its kind. */
function errorsOf(each: Route): ErrorCode[] {
  const { access, method } = each;
  const keyed = !("open" in access);
  return [
    ...(each.query || each.body || method === "post" ? (["VALIDATION_ERROR"] as const) : []),
    ...(each.params ? (["INVALID_INPUT"] as const) : []),
    ...(keyed ? (["MISSING_API_KEY"] as const) : []),
    ...(["INVALID_API_KEY", "FORBIDDEN"] as const),
    ...(["NOT_FOUND", "URI_TOO_LONG"] as const),
    ...(each.errors ?? []),
    ...(method === "get" ? [] : (["PAYLOAD_TOO_LARGE"] as const)),
    ...(method === "post" ? (["IDEMPOTENCY_KEY_REUSED"] as const) : []),
    ...(["RATE_LIMITED", "INTERNAL_ERROR", "OVERLOADED"] as const),
    ...(method === "get" ? [] : (["OUTCOME_UNKNOWN"] as const)),
  ];
}

function responseDoc({ description, schema, contentType = JSON_TYPE, headers }: ResponseDoc) {
  return {
    description,
    ...(schema ? { content: { [contentType]: { schema } } } : {}),
    ...(headers
      ? {
          headers: Object.fromEntries(
            Object.entries(headers).map(([name, words]) => [
              name,
              { description: words, schema: { type: "string" as const } },
            ]),
          ),
        }
      : {}),
  };
}
