import { oneLine } from "./normalise.ts";

/** Maximum length of an address that mail servers accept (RFC 5321, the path without its brackets). */
const MAX_EMAIL_CHARACTERS = 254;
const MAX_LOCAL_CHARACTERS = 64;

export type EmailProblem = "missing" | "long" | "at" | "space" | "shape";

export type EmailRead = { ok: true; email: string } | { ok: false; problem: EmailProblem };

/** The characters that RFC 5321 allows before the @ without quotes, in parts between single dots. */
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/;

/**
 * Reads an email address. The part before the @ stays as typed; the domain becomes lower case and, if international, ASCII
 * (`xn--…`), so that one mailbox has one spelling for limits, search and sending.
 */
export function readEmail(typed: string): EmailRead {
  // Joiners are valid in some languages' words, but accidental in an address.
  const text = oneLine(typed)
    .replaceAll("\uff20", "@")
    .replace(/(?<=[!-~])[\u200c\u200d]+/g, "");
  if (text === "") return { ok: false, problem: "missing" };
  const at = text.lastIndexOf("@");
  if (at < 0) return { ok: false, problem: text.length > MAX_EMAIL_CHARACTERS ? "long" : "at" };
  if (/\s/u.test(text)) return { ok: false, problem: "space" };
  const local = text.slice(0, at);
  const domain = asciiDomain(text.slice(at + 1));
  const length = at + 1 + (domain ?? text.slice(at + 1)).length;
  if (length > MAX_EMAIL_CHARACTERS) return { ok: false, problem: "long" };
  if (domain === undefined || local.length > MAX_LOCAL_CHARACTERS || !LOCAL.test(local)) {
    return { ok: false, problem: "shape" };
  }
  return { ok: true, email: `${local}@${domain}` };
}

/** Returns the address in its canonical spelling, or the text as it is if it is not an address; for comparisons only. */
export function emailOrText(typed: string): string {
  const read = readEmail(typed);
  return read.ok ? read.email : oneLine(typed);
}

/** Returns a domain in ASCII; undefined for anything but a domain with a dot. */
function asciiDomain(typed: string): string | undefined {
  const plain = typed.replace(/[\u3002\uff0e\uff61]/g, ".").replace(/\.$/, "");
  // Characters that a URL does not read as part of its host.
  if (plain === "" || /[\s/?#:@\\[\]%<>^|]/u.test(plain)) return undefined;
  const address = `http://${plain}/`;
  if (!URL.canParse(address)) return undefined;
  const { hostname } = new URL(address);
  return DOMAIN.test(hostname) ? hostname : undefined;
}
