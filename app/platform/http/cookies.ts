/** A cookie of this app as the browser should keep it. On https it carries the prefix that binds it to our host. */
export interface CookieSpec {
  name: string;
  secure: boolean;
  /** Seconds; 0 removes it. */
  maxAge: number;
}

function cookieName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

export function serializeCookie(spec: CookieSpec, value: string): string {
  const parts = [`${cookieName(spec.name, spec.secure)}=${value}`, "Path=/", "HttpOnly", "SameSite=Lax"];
  if (spec.secure) parts.push("Secure");
  parts.push(`Max-Age=${spec.maxAge}`);
  return parts.join("; ");
}

export function readCookie(request: Request, name: string, secure: boolean): string | undefined {
  const wanted = `${cookieName(name, secure)}=`;
  const header = request.headers.get("Cookie") ?? "";
  for (const part of header.split(";")) {
    const pair = part.trim();
    if (pair.startsWith(wanted)) return pair.slice(wanted.length);
  }
  return undefined;
}
