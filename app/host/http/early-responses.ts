import { preferencesOf } from "#app/platform/http/preferences.ts";
import type { Surface } from "#app/platform/http/route-facts.ts";
import type { IncomingRequest } from "./incoming-request.ts";
import { type HostRefusal, type RefusalOptions, refuse } from "./refusals.ts";
import { sentForm } from "./sent-form.ts";
import type { StaticFiles } from "./static-files.ts";
import { answerStatus, type StatusOptions } from "./status-routes.ts";

export interface EarlyResponseOptions {
  files: StaticFiles;
  status: StatusOptions;
  styleSheet: string | undefined;
}

const MAX_URL_CHARACTERS = 4096;
const readOnly = ["GET", "HEAD"];
const pageMethods = [...readOnly, "POST"];
const apiMethods = [...pageMethods, "PUT", "PATCH", "DELETE", "OPTIONS"];

function methodsOf(surface: Surface): string[] {
  if (surface === "status" || surface === "asset") return readOnly;
  return surface === "api" ? apiMethods : pageMethods;
}

/** Returns what a refusal of this request depends on: language, format, retry. */
export function refusalOptions(incoming: IncomingRequest, styleSheet: string | undefined): RefusalOptions {
  const { request, url, route, context } = incoming;
  return {
    requestId: context.requestId,
    styleSheet,
    ...preferencesOf(request),
    isApi: route.surface === "api",
    accept: request.headers.get("accept"),
    address: url.pathname + url.search,
    isWrite: !readOnly.includes(request.method),
    sent: sentForm(incoming),
  };
}

/**
 * Creates the checks that run before the pages, cheapest first. They return a response when the host itself responds (a
 * refusal, a file, its status), and undefined when the request may continue.
 */
export function createEarlyResponses(options: EarlyResponseOptions) {
  return async (incoming: IncomingRequest): Promise<Response | undefined> => {
    const { request, url, path, route, context } = incoming;
    const no = (refusal: HostRefusal, more: Partial<RefusalOptions> = {}) =>
      refuse(refusal, { ...refusalOptions(incoming, options.styleSheet), ...more });

    if (url.pathname.length + url.search.length > MAX_URL_CHARACTERS) return no("long-address");
    if (path === undefined) return no("not-found");
    const { surface } = route;
    const methods = methodsOf(surface);
    if (!methods.includes(request.method))
      return no("wrong-method", { headers: { Allow: methods.join(", ") } });

    if (surface === "status") return (await answerStatus(path, request, options.status)) ?? no("not-found");
    const file = readOnly.includes(request.method) ? options.files.answer(incoming) : undefined;
    if (file) return file;
    if (surface === "asset" || route.isStrayData) return no("not-found");

    // The API accepts keys, never cookies, so no browser can be made to write there in its user's name.
    if (surface !== "api" && !context.trusted && !route.untrustedAllowed) return no("untrusted");
    return undefined;
  };
}
