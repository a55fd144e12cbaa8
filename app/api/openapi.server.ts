import { OpenAPIHono, type RouteConfig, z } from "@hono/zod-openapi";
import type { OpenApiDocument } from "#app/platform/openapi-document.ts";
import { REFUSALS, statusOf } from "#app/platform/refusals.ts";
import type { ErrorCode } from "./errors.ts";
import { ErrorBody } from "./fields.ts";
import { type AnswerDoc, BASE, type Route, route, TAGS } from "./route.ts";

const JSON_TYPE = "application/json";

/** What a caller may send with any call, and with any POST. */
const Organization = z
  .string()
  .optional()
  .openapi({
    param: { name: "organization", in: "query" },
    description:
      "Whose data a call without a key is about, by its public name; the first organisation unless given.",
  });
const IdempotencyKey = z
  .string()
  .min(1)
  .max(255)
  .optional()
  .openapi({
    param: { name: "Idempotency-Key", in: "header" },
    description: "Sent again with the same body, it is answered again as it was, and nothing is done twice.",
  });

/** The call that answers the document itself. */
export function documentRoute(document: () => OpenApiDocument): Route {
  // It has 130 kB and stays the same, so it is written once.
  let text: string | undefined;
  return route(
    {
      method: "get",
      path: "/openapi.json",
      tag: "Document",
      summary: "Get this document",
      access: { open: true },
      answers: { 200: { description: "OpenAPI 3.1.", schema: z.looseObject({ openapi: z.string() }) } },
    },
    () => {
      text ??= JSON.stringify(document());
      return { status: 200, text };
    },
  );
}

/** The OpenAPI 3.1 document of these calls, from the schemas that check them. */
export function documentOf(routes: readonly Route[], version: string): OpenApiDocument {
  const api = new OpenAPIHono();
  const registry = api.openAPIRegistry;
  registry.registerComponent("securitySchemes", "key", { type: "apiKey", in: "header", name: "X-API-Key" });
  registry.registerComponent("securitySchemes", "bearer", { type: "http", scheme: "bearer" });
  for (const each of routes) registry.registerPath(pathOf(each));
  return api.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Reservo",
      version,
      description:
        "Bookings that never sell the same seat twice. Times whose names end in At or Timestamp are milliseconds since 1970 where they are numbers, and ISO 8601 in UTC where they are texts.",
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

/** `getResourcesById`: the method and the path, so that a new call cannot forget it. */
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
  for (const [status, answer] of Object.entries(each.answers)) responses[status] = answerDoc(answer);
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of errorsOf(each)) {
    const status = statusOf(code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  for (const [status, codes] of byStatus) {
    const words = codes.map((code) => `\`${code}\`: ${REFUSALS[code].words}`).join("\n\n");
    const own = each.answers[status];
    responses[String(status)] = own
      ? answerDoc({
          ...own,
          description: `${own.description}\n\n${words}`,
          schema: own.schema ? z.union([own.schema, ErrorBody]) : ErrorBody,
        })
      : answerDoc({ description: words, schema: ErrorBody });
  }
  return responses;
}

/** The errors of a call, those that every call of its kind may have among them. */
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

function answerDoc({ description, schema, contentType = JSON_TYPE, headers }: AnswerDoc) {
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
