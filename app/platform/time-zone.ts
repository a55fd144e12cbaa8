import { Temporal } from "temporal-polyfill";

/** Whether the platform knows the zone by this name. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return name.length > 0;
  } catch {
    return false;
  }
}

/**
 * Returns an instant as the local time of a zone, in the form that a date-and-time field wants: to the minute, or with the
 * seconds that it has, so that it is read as the same instant again. Empty for an invalid Date.
 */
export function localTimeOf(instant: Date, timeZone: string): string {
  if (Number.isNaN(instant.getTime())) return "";
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
  const isWhole = instant.getTime() % 60_000 === 0;
  return zoned.toPlainDateTime().toString(isWhole ? { smallestUnit: "minute" } : {});
}

/**
 * Returns an instant as the local time of a zone with its distance from UTC, such as `2026-03-14T10:00:00+01:00`;
 * undefined for an invalid Date.
 */
export function offsetTimeOf(instant: Date, timeZone: string): string | undefined {
  if (Number.isNaN(instant.getTime())) return undefined;
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toString({
    timeZone,
    smallestUnit: "second",
  });
}

/**
 * Names that the platform still lists, and what the places are called today. Both mean the same zone, and either is taken
 * and kept.
 */
const TODAYS_NAMES: Record<string, string> = {
  "Africa/Asmera": "Africa/Asmara",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Catamarca": "America/Argentina/Catamarca",
  "America/Coral_Harbour": "America/Atikokan",
  "America/Cordoba": "America/Argentina/Cordoba",
  "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis",
  "America/Jujuy": "America/Argentina/Jujuy",
  "America/Louisville": "America/Kentucky/Louisville",
  "America/Mendoza": "America/Argentina/Mendoza",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Enderbury": "Pacific/Kanton",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Truk": "Pacific/Chuuk",
};

/** Returns what a zone is called today; a name that is none is returned as it is. */
export function todaysZoneName(name: string): string {
  return TODAYS_NAMES[name] ?? name;
}

let platformZones: string[] | undefined;

/** Returns the names of all zones by today's names, and `stored` as it is stored. */
export function timeZones(stored?: string): string[] {
  // Each check of a name makes a formatter, and all of them take 10 ms or more.
  platformZones ??= Intl.supportedValuesOf("timeZone").map((name) => {
    const today = todaysZoneName(name);
    return today === name || isTimeZone(today) ? today : name;
  });
  const names = platformZones;
  const isAlias = stored && isTimeZone(stored) && !names.includes(stored);
  const listed = new Set([...names, ...(isAlias ? [stored] : [])].filter((name) => name !== "UTC").sort());
  return ["UTC", ...listed];
}
