import { acceptedLocale, isLocale, type Language, type Locale, languageOf } from "../locales.ts";

export type Theme = "light" | "dark";

/** What the chooser offers: as the device has it, or always the one. */
export const THEMES = ["system", "light", "dark"] as const;

/** What a visitor wishes of every page, before it is known which page it is. */
export interface Preferences {
  /**
   * The language by `?lng`, else the cookie, else Accept-Language, and the region by Accept-Language where it names one for
   * that language; undefined where a page's own language counts.
   */
  locale: Locale | undefined;
  /** By cookie; undefined where the device decides. */
  theme: Theme | undefined;
  /** A page has found that the visitor's clock differs from an event's; kept as a cookie by the page's script. */
  elsewhere?: true | undefined;
}

const LOCALE_COOKIE = "lng";
const THEME_COOKIE = "theme";
/** Set by `elements/keep-elsewhere.ts`. */
const ELSEWHERE_COOKIE = "elsewhere";
/** The cookies that preferences are read from. */
export const PREFERENCE_COOKIES = [LOCALE_COOKIE, THEME_COOKIE, ELSEWHERE_COOKIE];
/** The parameter of an address that asks for a language. */
export const LOCALE_PARAMETER = "lng";

/** The one place that reads wishes from a request: pages are rendered by it, and kept apart by it where they are cached. */
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

/** A chosen language says nothing of the region, unless it names one itself. */
function localeOf(chosen: Locale | undefined, header: string | null): Locale | undefined {
  const language: Language | undefined = chosen && languageOf(chosen);
  return chosen === language ? acceptedLocale(header, language) : chosen;
}

const A_YEAR = 365 * 24 * 60 * 60;

/** The Set-Cookie header that keeps a wish for a year; a theme "system" is kept by keeping nothing. */
export function keepPreference(name: "lng" | "theme", value: string, secure: boolean): string {
  const age = value === "system" ? 0 : A_YEAR;
  return `${name}=${value}; Path=/; SameSite=Lax; Max-Age=${age}${secure ? "; Secure" : ""}`;
}

/** These cookies say nothing about who someone is, and scripts may set them: they carry no prefix. */
function cookieOf(request: Request, name: string): string | undefined {
  const pairs = (request.headers.get("Cookie") ?? "").split(";").map((part) => part.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
