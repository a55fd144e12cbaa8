import type { z } from "@hono/zod-openapi";
import type { RequestParts } from "#app/platform/http/exchange.ts";
import { ApiError, type Detail } from "./errors.ts";

type Issue = z.core.$ZodIssue;

/** Maximum nesting of JSON bodies, so that recursive code cannot overflow the stack. No schema needs more. */
const MAX_JSON_DEPTH = 32;

/** Parses one part of a request. Throws an ApiError that lists the invalid fields, at most 20. */
export function check<T>(schema: z.ZodType<T>, value: unknown, part: "address" | "query" | "body"): T {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const details = parsed.error.issues.slice(0, 20).flatMap((issue) => detailsOf(issue, part));
  throw new ApiError(part === "address" ? "INVALID_INPUT" : "VALIDATION_ERROR", { details });
}

/** Returns the parsed JSON body. Throws VALIDATION_ERROR for invalid JSON or another content type. */
export function readJson({ body: bytes = NOTHING, headers }: RequestParts, mayBeLeftOut: boolean): unknown {
  if (bytes.byteLength === 0 && mayBeLeftOut) return {};
  const type = headers.get("Content-Type");
  if (type !== null && !/^application\/([a-z0-9.+-]+\+)?json\s*(;|$)/i.test(type)) {
    throw invalid("Content-Type", "must be application/json");
  }
  const value = parse(bytes);
  if (isTooDeep(value)) throw invalid("body", `must not be nested more than ${MAX_JSON_DEPTH} deep`);
  return value;
}

/** Returns a VALIDATION_ERROR for one field. */
export function invalid(path: string, message: string): ApiError {
  return new ApiError("VALIDATION_ERROR", { details: [{ path, message }] });
}

const NOTHING = new Uint8Array();
const utf8 = new TextDecoder("utf-8", { fatal: true });

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    throw invalid("body", "must be JSON in UTF-8");
  }
}

function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_JSON_DEPTH) return true;
    level = level.flatMap((each) =>
      typeof each === "object" && each !== null
        ? Object.values(each).filter((inner) => typeof inner === "object" && inner !== null)
        : [],
    );
  }
  return false;
}

function detailsOf(issue: Issue, part: string): Detail[] {
  const path = issue.path.length > 0 ? issue.path.map(String).join(".") : part;
  return [{ path: path.slice(0, 200), message: messageOf(issue) }];
}

/** Returns a message to follow the field's name, such as "must be a number". Never includes the submitted value. */
function messageOf(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined) return "is required";
      return `must be ${WORDS[issue.expected] ?? issue.expected}`;
    case "too_small":
      return `must be at least ${issue.minimum}${UNITS[issue.origin] ?? ""}`;
    case "too_big":
      return `must be at most ${issue.maximum}${UNITS[issue.origin] ?? ""}`;
    case "invalid_value":
      return `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(", ")}`;
    case "custom":
    case "invalid_format":
      return issue.message;
    default:
      return "is invalid";
  }
}

const WORDS: Record<string, string> = {
  string: "a string",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
};
const UNITS: Record<string, string> = { string: " characters long", array: " long" };
