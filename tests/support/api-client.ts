import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect } from "vitest";
import type { ServedApi } from "./api.ts";

/** A response of the API that was validated against the OpenAPI document. */
export interface ValidatedResponse {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the fields that it expects.
  body: any;
  text: string;
}

interface RequestOptions {
  headers?: Record<string, string>;
  /** Sent as JSON; a string is sent as it is. */
  body?: unknown;
}

export type ApiClient = {
  [Method in "get" | "post" | "put" | "patch" | "delete"]: (
    path: string,
    options?: RequestOptions,
  ) => Promise<ValidatedResponse>;
};

/**
 * Returns functions that send API requests with these headers. Every response must match the OpenAPI document, which may not
 * contain further fields.
 */
export function apiClient(api: ServedApi, headers: Record<string, string> = {}): ApiClient {
  const call =
    (method: string) =>
    async (path: string, options: RequestOptions = {}) => {
      const { body } = options;
      const response = await fetch(api.base + path, {
        method: method.toUpperCase(),
        headers: {
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
          ...headers,
          ...options.headers,
        },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
        redirect: "manual",
      });
      const answer = await validateResponse(api, method, path, response);
      // The cause of an internal error is only in the log, so it is printed here.
      if (answer.status === 500) console.info(api.lines.filter((line) => line.includes('"error"')).at(-1));
      return answer;
    };
  return Object.fromEntries(
    ["get", "post", "put", "patch", "delete"].map((method) => [method, call(method)]),
  ) as ApiClient;
}

/** Reads a response and validates it against the OpenAPI document. */
export async function validateResponse(
  { document }: Pick<ServedApi, "document">,
  method: string,
  path: string,
  response: Response,
): Promise<ValidatedResponse> {
  const { status, headers } = response;
  const isStream = headers.get("content-type")?.startsWith("text/event-stream");
  // A stream does not end; tests of streams read its contents themselves.
  if (isStream) await response.body?.cancel();
  const text = isStream ? "" : await response.text();
  const isJson = /^application\/json/.test(headers.get("content-type") ?? "");
  const body = isJson ? JSON.parse(text) : undefined;
  expect(headers.get("x-request-id"), "every response has a request id").toMatch(/^[\w.:-]{1,64}$/);
  if (status >= 400 && status !== 304 && !("status" in (body ?? {}))) {
    expect(body).toMatchObject({ error: expect.any(String), message: expect.any(String) });
    expect(body.requestId).toBe(headers.get("x-request-id"));
  }
  // The path after the URL was normalised: dots and unusual characters.
  const asked = new URL(response.url).pathname.replace(/^\/api\/v1/, "");
  const operation = operationOf(document, method, asked);
  if (operation) compare(document, operation, `${method} ${path}`, { status, headers, body, text });
  return { status, headers, body, text };
}

interface Operation {
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}

function operationOf(document: ServedApi["document"], method: string, path: string): Operation | undefined {
  const found = Object.keys(document.paths).find((template) => patternOf(template).test(path));
  return found === undefined ? undefined : (document.paths[found]?.[method] as Operation | undefined);
}

const patterns = new Map<string, RegExp>();

function patternOf(template: string): RegExp {
  let pattern = patterns.get(template);
  if (!pattern) {
    pattern = new RegExp(`^${template.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}$`);
    patterns.set(template, pattern);
  }
  return pattern;
}

function compare(
  document: ServedApi["document"],
  operation: Operation,
  name: string,
  answer: ValidatedResponse,
) {
  const documented = operation.responses[String(answer.status)];
  expect(
    documented,
    `${name.slice(0, 300)}: ${answer.status} is not in the document: ${answer.text}`.slice(-2_000),
  ).toBeDefined();
  const schema = documented?.content?.["application/json"]?.schema;
  if (!schema) {
    expect(answer.body, `${name}: ${answer.status} has a body that the document does not have`).toBe(
      undefined,
    );
    return;
  }
  const validate = validatorOf(document, schema);
  const fits = validate(answer.body);
  expect(fits, `${name}: ${answer.status} ${answer.text}\n${JSON.stringify(validate.errors)}`).toBe(true);
}

const validators = new WeakMap<object, ReturnType<Ajv2020["compile"]>>();
/** One per document, so that a component is compiled once and not for each response that uses it. */
const compilers = new WeakMap<object, Ajv2020>();
const DOCUMENT = "document";

function validatorOf(document: ServedApi["document"], schema: object) {
  let validator = validators.get(schema);
  if (!validator) {
    validator = compilerOf(document).compile(closed(schema) as object);
    validators.set(schema, validator);
  }
  return validator;
}

function compilerOf(document: ServedApi["document"]): Ajv2020 {
  let ajv = compilers.get(document);
  if (!ajv) {
    ajv = new Ajv2020({ strict: false, allErrors: true });
    (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
    ajv.addSchema(closed({ components: document.components }) as object, DOCUMENT);
    compilers.set(document, ajv);
  }
  return ajv;
}

/** Returns the schema without additional properties; its references resolve in the document. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const copy = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === "$ref" && typeof value === "string" ? DOCUMENT + value : closed(value),
    ]),
  );
  const names = "properties" in copy && copy.type === "object" && !("additionalProperties" in copy);
  return names ? { ...copy, additionalProperties: false } : copy;
}
