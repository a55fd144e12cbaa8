import { oneLine } from "./normalise.ts";

/**
 * Reads the address of a page as typed or pasted, and returns it as browsers send it: in ASCII, with the host in lower case.
 * Undefined for anything but an https address of a host with a dot and without credentials.
 */
export function readHttpsAddress(typed: string): string | undefined {
  const text = oneLine(typed);
  if (!/^https:\/\//i.test(text) || !isWebAddress(text)) return undefined;
  return new URL(text).href;
}

/** Returns the address, or the typed text if it is not one, for a message next to it. */
export const httpsAddressOrText = (typed: string): string => readHttpsAddress(typed) ?? oneLine(typed);

/** Returns whether a text is the http or https address of a web page. */
export function isWebAddress(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
  const { hostname, username, password } = new URL(text);
  return hostname.includes(".") && username === "" && password === "";
}
