import Bowser from "bowser";
import { oneLine } from "#app/platform/text/normalise.ts";

/** The name of a browser and its system, or else the beginning of its User-Agent header. */
export interface BrowserName {
  browser?: string;
  system?: string;
  header?: string;
}

const MAX_HEADER_CHARACTERS = 60;

/** Returns the names of the browser and the system of a User-Agent header. */
export function browserNameOf(userAgent: string | null): BrowserName {
  const header = oneLine(userAgent ?? "");
  if (header === "") return {};
  const { browser, os } = Bowser.parse(header);
  if (browser.name && os.name) return { browser: browser.name, system: os.name };
  return { header: header.slice(0, MAX_HEADER_CHARACTERS).toWellFormed() };
}
