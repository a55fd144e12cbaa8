import { MalformedForm, parseUrlEncoded } from "#app/platform/http/form-fields.ts";
import type { IncomingRequest } from "./incoming-request.ts";

/** What a form sent, name by name. */
export type SentForm = [name: string, value: string][];

/**
 * The form that a visitor sent, for a page that has it sent once more. Undefined for what must not stand in a page: a
 * form that came from somewhere else, which would pass as ours from there, passwords, and what is larger than a form.
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
