import { MalformedForm, parseUrlEncoded } from "#app/platform/http/form-fields.ts";
import type { IncomingRequest } from "./incoming-request.ts";

/** The fields of a submitted form, in order. */
export type SentForm = [name: string, value: string][];

/**
 * Returns the visitor's submitted form, for a page that can submit it again. Returns undefined for what must not be repeated in
 * a page: a form from another site, which would then be trusted, passwords, and other content types.
 */
export function sentForm({ request, path, route, context, body }: IncomingRequest): SentForm | undefined {
  if (request.method !== "POST" || path === undefined || body === undefined || !context.trusted)
    return undefined;
  const type = request.headers.get("content-type") ?? "";
  if (!type.startsWith("application/x-www-form-urlencoded") || route.surface === "auth") return undefined;
  const fields = fieldsOf(body);
  return fields?.some(([name]) => /password/i.test(name)) ? undefined : fields;
}

function fieldsOf(body: Uint8Array): SentForm | undefined {
  try {
    return parseUrlEncoded(body);
  } catch (error) {
    if (error instanceof MalformedForm) return undefined;
    throw error;
  }
}
