import { cityOfZone } from "#app/platform/zone-cities.ts";
import type { Translate } from "./translate.ts";

/** Returns the words for the time zone of an event's hours: "London time". */
export function zoneWords(t: Translate, { locale, timeZone }: { locale: string; timeZone: string }): string {
  const city = cityOfZone(timeZone, locale);
  if (city === "UTC") return city;
  const words = t("event.zone", { city });
  return locale === "fr" ? words.replace(/\bde (?=[AEIOUYÀÂÉÈÊÎÔÛ]|Hel)/, "d’") : words;
}
