import { acceptedLocale, isLocale, type Language, type Locale, languageOf } from "../locales.ts";

export type Theme = "light" | "dark";

/** The options of the theme menu: the device's setting, or always one theme. */
export const THEMES = ["system", "light", "dark"] as const;

/** A visitor's preferences for every page. */
export interface Preferences {
  /**
   * The language from `?lng`, else the cookie, else Accept-Language, and the region from Accept-Language if it names one for
   * that language; undefined if the page's own language applies.
   */
  locale: Locale | undefined;
  /** From the cookie; undefined if the device decides. */
  theme: Theme | undefined;
  /** A page has found that the visitor's clock differs from an event's; the page's script stores it in a cookie. */
  elsewhere?: true | undefined;
}

const LOCALE_COOKIE = "lng";
const THEME_COOKIE = "theme";
/** Set by `elements/keep-elsewhere.ts`. */
const ELSEWHERE_COOKIE = "elsewhere";
/** Names of the cookies that preferences are read from. */
export const PREFERENCE_COOKIES = [LOCALE_COOKIE, THEME_COOKIE, ELSEWHERE_COOKIE];
/** The query parameter that selects a language. */
export const LOCALE_PARAMETER = "lng";

/** Reads a visitor's preferences from a request. It is the only place that does, since they also separate cache entries. */
export function preferencesOf(request: Request): Preferences {
  const asked = new URL(request.url).searchParams.get(LOCALE_PARAMETER);
  const chosen = [asked, cookieOf(request, LOCALE_COOKIE)].find(isLocale);
  const theme = cookieOf(request, THEME_COOKIE);
  return {
    locale: localeOf(chosen, request.headers.get("Accept-Language")),
    theme: theme === "light" || theme === "dark" ? theme : undefined,
    elsewhere: cookieOf(request, ELSEWHERE_COOKIE) === "1" || undefined,
  };
}

/** Returns a chosen locale with a region as it is, else the chosen language, if any, with the region that the browser prefers. */
function localeOf(chosen: Locale | undefined, header: string | null): Locale | undefined {
  const language: Language | undefined = chosen && languageOf(chosen);
  return chosen === language ? acceptedLocale(header, language) : chosen;
}

const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Returns the Set-Cookie header that stores a preference for a year; the theme "system" removes the cookie. */
export function savePreference(name: "lng" | "theme", value: string, secure: boolean): string {
  const age = value === "system" ? 0 : ONE_YEAR_SECONDS;
  return `${name}=${value}; Path=/; SameSite=Lax; Max-Age=${age}${secure ? "; Secure" : ""}`;
}

/** Reads a preference cookie. These do not identify anyone, and scripts may set them, so they have no prefix. */
function cookieOf(request: Request, name: string): string | undefined {
  const pairs = (request.headers.get("Cookie") ?? "").split(";").map((part) => part.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
