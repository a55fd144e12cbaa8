import { oneLine } from "./normalise.ts";

const HOST = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/;

/**
 * Reads a site as typed, and returns it as a source of a content security policy: `https://blog.example.org`,
 * `https://*.example.org`, `http://localhost:3000`. A path is dropped, since people paste addresses. Undefined for anything
 * else: only this computer may lack https, and nothing but a host and a port gets into a policy.
 */
export function readSite(typed: string): string | undefined {
  const text = oneLine(typed).toLowerCase();
  const match = /^(?:(https?):\/\/)?(\*\.)?([^\s/?#:@;,'"*\\]+)(:\d{1,5})?(?:[/?#].*)?$/.exec(text);
  if (!match || text.length > 300) return undefined;
  const [, scheme = "https", any = "", typedHost = "", port = ""] = match;
  const host = asciiHost(typedHost);
  if (host === undefined) return undefined;
  const isLocal = /^(localhost|127\.0\.0\.1)$/.test(host) || (host.endsWith(".localhost") && any === "");
  if (!`${any}${host}`.includes(".") && !isLocal) return undefined;
  if (scheme === "http" && !isLocal) return undefined;
  const usual = (scheme === "https" && port === ":443") || (scheme === "http" && port === ":80");
  return `${scheme}://${any}${host}${usual ? "" : port}`;
}

/** Returns a host in ASCII; undefined for an invalid one. */
function asciiHost(typed: string): string | undefined {
  if (!URL.canParse(`http://${typed}/`)) return undefined;
  const { hostname } = new URL(`http://${typed}/`);
  return HOST.test(hostname) ? hostname : undefined;
}
