import { oneLine } from "./normalise.ts";

/**
 * Reads the address of a page as somebody types or pastes it, and returns it as browsers send it: in ASCII, with the host in
 * lower case. Undefined for whatever is no https address of a host with a dot, and for one with a name and a password in it.
 */
export function readHttpsAddress(typed: string): string | undefined {
  const text = oneLine(typed);
  if (!/^https:\/\//i.test(text) || !isWebAddress(text)) return undefined;
  return new URL(text).href;
}

/** Returns the address, or the text as it was typed where it is none, for a message beside it. */
export const httpsAddressOrText = (typed: string): string => readHttpsAddress(typed) ?? oneLine(typed);

/** Returns whether a text is the address of a page on the web, by http or https. */
export function isWebAddress(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
  const { hostname, username, password } = new URL(text);
  return hostname.includes(".") && username === "" && password === "";
}
