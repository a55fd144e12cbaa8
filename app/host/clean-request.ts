import type { HostContext } from "#app/platform/request-context.ts";
import type { Surface } from "./surfaces.ts";

const proxyHeader = /^(x-forwarded-.*|forwarded|x-real-ip)$/;

/**
 * The request as pages may see it: at the public address, and without the headers that only the host may judge. The
 * page framework believes X-Forwarded-Host blindly and answers a foreign Origin with an empty 500, so neither gets
 * there; the verdict is in the context. The API keeps Origin, which its CORS answers need. The embed has no cookies.
 */
export function cleanRequest(
  request: Request,
  context: HostContext,
  surface: Surface,
  body?: Uint8Array<ArrayBuffer>,
): Request {
  const headers = new Headers(request.headers);
  for (const name of [...headers.keys()]) if (proxyHeader.test(name)) headers.delete(name);
  if (surface !== "api") headers.delete("origin");
  if (surface === "embed") headers.delete("cookie");
  if (body) headers.delete("transfer-encoding");
  const { pathname, search } = new URL(request.url);
  return new Request(context.origin + pathname + search, {
    method: request.method,
    headers,
    signal: request.signal,
    ...(body && { body }),
  });
}
