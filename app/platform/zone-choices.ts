import { offsetMinutes } from "./date-words.ts";
import { clockTime } from "./dates.ts";
import { formattingLocale } from "./locales.ts";
import { timeZones, todaysZoneName } from "./time-zone.ts";
import { areaOfZone, cityOfZone } from "./zone-cities.ts";

/** The zones of a part of the world, as a list to choose from shows them. */
export interface ZoneGroup {
  /** "Europe"; empty for UTC. */
  area: string;
  zones: ZoneChoice[];
}

interface ZoneChoice {
  /** As it is stored: "Europe/Kyiv". */
  name: string;
  /** "Kyiv (GMT+2, 00:04)": a list is searched by how its entries begin. */
  label: string;
}

/**
 * Returns all zones in the order of their cities, by part of the world, each with its present distance from Greenwich and its time,
 * in the words and by the clock of `locale`. `stored` is in it as it is stored, so that a form which is saved unchanged changes nothing.
 */
export function zoneChoices(now: Date, locale: string, stored?: string): ZoneGroup[] {
  const groups = new Map<string, ZoneChoice[]>();
  for (const name of timeZones(stored)) {
    // A zone that is stored by an older name is listed by that one alone, in the words of today.
    if (stored && name !== stored && name === todaysZoneName(stored)) continue;
    const area = areaOfZone(name, locale);
    const group = groups.get(area) ?? [];
    groups.set(area, group);
    group.push({ name, label: labelOf(name, now, locale) });
  }
  const byLabel = (a: ZoneChoice, b: ZoneChoice) => a.label.localeCompare(b.label, formattingLocale(locale));
  return [...groups]
    .map(([area, zones]) => ({ area, zones: zones.sort(byLabel) }))
    .sort((a, b) => a.area.localeCompare(b.area, formattingLocale(locale)));
}

function labelOf(name: string, now: Date, locale: string): string {
  const minutes = offsetMinutes(now, name);
  // One formatter for all: the clock of a zone is that of UTC at another instant.
  const time = clockTime(new Date(now.getTime() + minutes * 60_000), { locale, timeZone: "UTC" });
  return `${cityOfZone(name, locale)} (${offsetWords(minutes)}, ${time})`;
}

/** "GMT+0", "GMT−3", "GMT+5:30" */
function offsetWords(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `GMT${minutes < 0 ? "−" : "+"}${hours}${rest ? `:${String(rest).padStart(2, "0")}` : ""}`;
}
