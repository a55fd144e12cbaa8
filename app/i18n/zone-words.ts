import { cityOfZone } from "#app/platform/zone-cities.ts";
import type { Translate } from "./translate.ts";

/** "London time": in whose time an event's hours are written. */
export function zoneWords(t: Translate, { locale, timeZone }: { locale: string; timeZone: string }): string {
  const city = cityOfZone(timeZone, locale);
  if (city === "UTC") return city;
  const words = t("event.zone", { city });
  return locale === "fr" ? words.replace(/\bde (?=[AEIOUYÀÂÉÈÊÎÔÛ]|Hel)/, "d’") : words;
}
