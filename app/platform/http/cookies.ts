/** A cookie of this app. On https its name gets the prefix `__Host-` or `__Secure-`. */
export interface CookieSpec {
  name: string;
  secure: boolean;
  /** Max-Age in seconds; 0 removes the cookie. */
  maxAge: number;
  /** Path of the page that it is sent to, including the pages below it; all pages unless given. */
  path?: string;
}

/** Returns the name with its prefix; browsers accept the stronger one only for cookies of all pages. */
function cookieName({ name, secure, path }: Pick<CookieSpec, "name" | "secure" | "path">): string {
  if (!secure) return name;
  return path === undefined ? `__Host-${name}` : `__Secure-${name}`;
}

/** Returns the Set-Cookie header of a cookie, which scripts cannot read. */
export function serializeCookie(spec: CookieSpec, value: string): string {
  const parts = [`${cookieName(spec)}=${value}`, `Path=${spec.path ?? "/"}`, "HttpOnly", "SameSite=Lax"];
  if (spec.secure) parts.push("Secure");
  parts.push(`Max-Age=${spec.maxAge}`);
  return parts.join("; ");
}

/** Returns the value of the first cookie of that name; `path` must be the one the cookie is set with, if any. */
export function readCookie(
  request: Request,
  name: string,
  secure: boolean,
  path?: string,
): string | undefined {
  const wanted = `${cookieName({ name, secure, ...(path !== undefined && { path }) })}=`;
  const header = request.headers.get("Cookie") ?? "";
  for (const part of header.split(";")) {
    const pair = part.trim();
    if (pair.startsWith(wanted)) return pair.slice(wanted.length);
  }
  return undefined;
}
