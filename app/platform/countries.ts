import { getCountries, isSupportedCountry } from "libphonenumber-js/min";
import { formattingLocale } from "./locales.ts";

/** Returns whether a text is an ISO 3166 code of a country whose telephone numbers can be parsed. */
export function isCountry(code: string): boolean {
  return isSupportedCountry(code);
}

/**
 * Returns all countries with their names in a language, sorted by name. `stored` is included even if the library no longer
 * lists it, so that saving a form unchanged changes nothing.
 */
export function listCountries(locale: string, stored?: string | null): { code: string; name: string }[] {
  const names = new Intl.DisplayNames(formattingLocale(locale), { type: "region" });
  return withStored(getCountries(), stored)
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) => a.name.localeCompare(b.name, formattingLocale(locale)));
}

interface ZonesOfLocale {
  timeZones?: string[];
  getTimeZones?(): string[] | undefined;
}

let countries: Map<string, string> | undefined;

/** Returns the country of a time zone; undefined for zones without one, such as UTC. */
export function countryOfZone(timeZone: string): string | undefined {
  countries ??= new Map(
    getCountries().flatMap((code) => {
      const known: Intl.Locale & ZonesOfLocale = new Intl.Locale("und", { region: code });
      const zones = known.getTimeZones?.() ?? known.timeZones ?? [];
      return zones.map((zone) => [canonical(zone), code] as const);
    }),
  );
  return countries.get(canonical(timeZone));
}

/** Returns the platform's canonical name of a zone, whatever alias is given. */
function canonical(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  } catch {
    return timeZone;
  }
}

/** Returns all currencies (ISO 4217) with their names in a language, sorted by code; for `stored` see `listCountries`. */
export function listCurrencies(locale: string, stored?: string | null): { code: string; name: string }[] {
  const names = new Intl.DisplayNames(formattingLocale(locale), { type: "currency" });
  const codes = withStored(Intl.supportedValuesOf("currency"), stored).sort();
  return codes.map((code) => ({ code, name: names.of(code) ?? code }));
}

/** Returns whether a text is the code of a currency (ISO 4217). */
export function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf("currency").includes(code);
}

function withStored(codes: string[], stored: string | null | undefined): string[] {
  return stored && !codes.includes(stored) ? [...codes, stored] : codes;
}
