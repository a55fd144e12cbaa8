import type { HostContext } from "#app/platform/http/request-context.ts";
import type { Surface } from "#app/platform/http/route-facts.ts";

const proxyHeader = /^(x-forwarded-.*|forwarded|x-real-ip)$/;

export interface CleanRequestOptions {
  /** The body of a write, once it was read. */
  body?: Uint8Array<ArrayBuffer>;
  /** Aborts when the client has disconnected; the request's own signal unless given. */
  signal?: AbortSignal;
  /** The path and the query, with its question mark; the request's own unless given. */
  address?: { path: string; search: string };
  /** The only cookies that are passed on; all unless given. */
  cookies?: readonly string[];
}

/**
 * Returns the request as pages may see it: at the public URL, and without the headers that only the host may judge. The page
 * framework trusts X-Forwarded-Host blindly and responds to a foreign Origin with an empty 500, so neither is passed on; the
 * result of the check is in the context. The framework also drops the body of a response to HEAD, which the page cache would
 * then store as empty, so HEAD becomes GET and the host drops the body. The API keeps Origin, which CORS needs. The embed gets
 * no cookies.
 */
export function cleanRequest(
  request: Request,
  context: HostContext,
  surface: Surface,
  { body, signal = request.signal, address, cookies }: CleanRequestOptions = {},
): Request {
  const headers = new Headers(request.headers);
  for (const name of [...headers.keys()]) if (proxyHeader.test(name)) headers.delete(name);
  if (surface !== "api") headers.delete("origin");
  if (surface === "embed") headers.delete("cookie");
  if (cookies) keepCookies(headers, cookies);
  if (body) headers.delete("transfer-encoding");
  const url = new URL(request.url);
  const { path, search } = address ?? { path: url.pathname, search: url.search };
  const clean = new Request(context.origin + path + search, {
    method: request.method === "HEAD" ? "GET" : request.method,
    headers,
    ...(body && { body }),
  });
  // Node would derive another signal from one that it is given, and keep both with the request until a full garbage collection.
  Object.defineProperty(clean, "signal", { value: signal });
  return clean;
}

function keepCookies(headers: Headers, names: readonly string[]): void {
  const pairs = (headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  const kept = pairs.filter((pair) => names.includes(pair.split("=", 1)[0] ?? ""));
  if (kept.length > 0) headers.set("cookie", kept.join("; "));
  else headers.delete("cookie");
}
