import type { z } from "zod";
import { isStorable } from "../text/normalise.ts";
import { type FormField, MalformedForm, parseMultipart, parseUrlEncoded } from "./form-fields.ts";
import { ROW_FIELD, type RowLimits, rowLimitsOf } from "./parse-form.ts";
import { problemResponse } from "./problems.ts";

/**
 * Reads the form that a request posts; every route reads its body with it. `schema` is the one that the form is parsed with: it
 * defines which lists of rows (`sessions[0].startsAt`) the form has and the maximum number of rows of each. Without a schema
 * the form has plain fields only. Unknown plain names are returned, for the caller to ignore.
 *
 * Throws a 415 for a body that is not a form, and a 400 for one that is broken, that has too many or too long names, or that
 * has a name with an index, a depth or a list that the schema does not have, or a name which every object inherits. A text that
 * the database cannot store is a 400 too, except with a schema: `parseForm` reports it at its field. All of it is counted
 * before anything is built from the names, so the cost is proportional to the size of the body.
 */
export async function readForm(request: Request, schema?: z.ZodType): Promise<FormData> {
  if (schema) return readNamed(request, rowLimitsOf(schema));
  const form = await readTypedForm(request);
  for (const text of form.values()) if (!isStorable(String(text))) throw problemResponse("malformedForm");
  return form;
}

/**
 * Reads a form like `readForm` without a schema, for callers that check with `isStorable` what they store, so that the typed
 * text can be shown again with a message at its field.
 */
export function readTypedForm(request: Request): Promise<FormData> {
  return readNamed(request, new Map());
}

async function readNamed(request: Request, limits: RowLimits): Promise<FormData> {
  const form = new FormData();
  for (const [name, value] of await readFields(request)) {
    if (!isAllowedName(name, limits)) throw problemResponse("malformedForm");
    form.append(name, value);
  }
  return form;
}

async function readFields(request: Request): Promise<FormField[]> {
  const body = new Uint8Array(await request.arrayBuffer());
  const contentType = request.headers.get("content-type") ?? "";
  const mediaType = contentType.split(";", 1)[0]?.trim().toLowerCase();
  try {
    if (mediaType === "application/x-www-form-urlencoded") return parseUrlEncoded(body);
    if (mediaType === "multipart/form-data") return await parseMultipart(body, contentType);
  } catch (error) {
    if (error instanceof MalformedForm) throw problemResponse("malformedForm");
    throw error;
  }
  if (mediaType === "" && body.byteLength === 0) return [];
  throw problemResponse("unsupportedForm");
}

function isAllowedName(name: string, limits: RowLimits): boolean {
  if (/\p{Cc}/u.test(name)) return false;
  if (!/[.[\]]/.test(name)) return !isInherited(name);
  const [, list = "", index, field = ""] = ROW_FIELD.exec(name) ?? [];
  return !isInherited(field) && Number(index) < (limits.get(list) ?? 0);
}

/** Returns whether every object inherits the name, such as `toString`: a plain object has it without it having been sent. */
function isInherited(name: string): boolean {
  return name in Object.prototype;
}
