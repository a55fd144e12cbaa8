import { offsetMinutes } from "./date-words.ts";
import { clockTime } from "./dates.ts";
import { formattingLocale } from "./locales.ts";
import { currentZoneName, timeZones } from "./time-zone.ts";
import { areaOfZone, cityOfZone } from "./zone-cities.ts";

/** The zones of one area of the world, for a select list. */
export interface ZoneGroup {
  /** "Europe"; empty for UTC. */
  area: string;
  zones: ZoneChoice[];
}

interface ZoneChoice {
  /** As stored: "Europe/Kyiv". */
  name: string;
  /** "Kyiv (GMT+2, 00:04)": browsers search a list by the beginning of its entries. */
  label: string;
}

/**
 * Returns all zones by area, sorted by city, each with its current UTC offset and its time, in the language and by the clock
 * of `locale`. `stored` is included as it is stored, so that saving a form unchanged changes nothing.
 */
export function zoneChoices(now: Date, locale: string, stored?: string): ZoneGroup[] {
  const groups = new Map<string, ZoneChoice[]>();
  for (const name of timeZones(stored)) {
    // A zone stored under an older name is listed only under that one, labelled with its current city.
    if (stored && name !== stored && name === currentZoneName(stored)) continue;
    const area = areaOfZone(name, locale);
    const group = groups.get(area) ?? [];
    groups.set(area, group);
    group.push({ name, label: labelOf(name, now, locale) });
  }
  const { compare } = new Intl.Collator(formattingLocale(locale));
  return [...groups]
    .map(([area, zones]) => ({ area, zones: zones.sort((a, b) => compare(a.label, b.label)) }))
    .sort((a, b) => compare(a.area, b.area));
}

function labelOf(name: string, now: Date, locale: string): string {
  const minutes = offsetMinutes(now, name);
  // One formatter for all: the clock of a zone is that of UTC at another instant.
  const time = clockTime(new Date(now.getTime() + minutes * 60_000), { locale, timeZone: "UTC" });
  return `${cityOfZone(name, locale)} (${offsetWords(minutes)}, ${time})`;
}

/** Returns "GMT+0", "GMT−3" or "GMT+5:30". */
function offsetWords(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `GMT${minutes < 0 ? "−" : "+"}${hours}${rest ? `:${String(rest).padStart(2, "0")}` : ""}`;
}
