import type { Surface } from "#app/platform/http/route-facts.ts";

export interface SecurityHeaderOptions {
  nonce: string;
  /** True when the public origin is https. */
  secure: boolean;
  /** Development needs inline scripts and styles and a web socket, all for Vite. */
  development?: boolean;
  /** Sources of a policy that may frame this page of the embed; our own pages always may. */
  frameSites?: readonly string[] | undefined;
  /** The second origin on which the admin previews embedded forms. */
  previewOrigin?: string | undefined;
}

const twoYears = 63_072_000;

function contentSecurityPolicy(surface: Surface, options: SecurityHeaderOptions): string {
  const { nonce, development, frameSites = [], previewOrigin = "'self'" } = options;
  if (surface === "api" || surface === "status") return "default-src 'none'; frame-ancestors 'none'";
  const signedIn = surface === "admin" || surface === "auth";
  const script = signedIn ? `'nonce-${nonce}' 'strict-dynamic'` : "'self'";
  const directives = [
    "default-src 'none'",
    `script-src ${development ? "'self' 'unsafe-inline'" : script}`,
    `style-src 'self'${signedIn || development ? " 'unsafe-inline'" : ""}`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    ...(signedIn ? ["media-src 'self'", `frame-src ${previewOrigin}`] : []),
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${surface === "embed" ? ["'self'", ...frameSites].join(" ") : "'none'"}`,
  ];
  return directives.join("; ");
}

/** Returns whether all responses of this surface have the same headers, independent of the request. */
export function isAlike(surface: Surface): boolean {
  return surface !== "admin" && surface !== "auth" && surface !== "embed";
}

const alike = new Map<Surface, [string, string][][]>();

/** Returns those headers, created once. */
export function headersAlike(surface: Surface, options: { secure: boolean; development: boolean }) {
  const kind = (options.secure ? 1 : 0) + (options.development ? 2 : 0);
  const kinds = alike.get(surface) ?? [];
  let headers = kinds[kind];
  if (!headers) {
    headers = Object.entries(securityHeaders(surface, { nonce: "", ...options }));
    kinds[kind] = headers;
    alike.set(surface, kinds);
  }
  return headers;
}

/**
 * Returns the headers that every response of this surface carries, whatever its status: pages, errors and 304 alike. They
 * replace what a page set itself, except that a page may set Cache-Control where none is given here.
 */
export function securityHeaders(surface: Surface, options: SecurityHeaderOptions): Record<string, string> {
  const isPrivate = surface === "admin" || surface === "auth" || surface === "link";
  // Not `no-referrer`: with it browsers send `Origin: null`, which would make the forms of these pages untrusted.
  const tellsOriginOnly = surface === "link" || surface === "embed" || surface === "auth";
  const isForOthers = surface === "asset" || surface === "embed";
  const camera = surface === "admin" ? "(self)" : "()";
  return {
    "Content-Security-Policy": contentSecurityPolicy(surface, options),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": tellsOriginOnly ? "strict-origin" : "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": isForOthers ? "cross-origin" : "same-origin",
    "Permissions-Policy": `camera=${camera}, geolocation=(), microphone=(), payment=(), usb=()`,
    ...(surface === "embed" ? {} : { "X-Frame-Options": "DENY" }),
    ...(surface === "asset" ? { "Access-Control-Allow-Origin": "*" } : {}),
    ...(isPrivate ? { "Cache-Control": "no-store", "X-Robots-Tag": "noindex" } : {}),
    ...(surface === "status" ? { "Cache-Control": "no-store" } : {}),
    ...(options.secure ? { "Strict-Transport-Security": `max-age=${twoYears}` } : {}),
  };
}
