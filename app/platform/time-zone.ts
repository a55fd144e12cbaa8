import { Temporal } from "temporal-polyfill";

/** Returns whether the platform knows a zone of this name. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return name.length > 0;
  } catch {
    return false;
  }
}

/**
 * Returns an instant as the local time of a zone, in the format of a date-and-time field: to the minute, or with seconds if it
 * has any, so that it is read as the same instant again. Empty for an invalid Date.
 */
export function localTimeOf(instant: Date, timeZone: string): string {
  if (Number.isNaN(instant.getTime())) return "";
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
  const isWhole = instant.getTime() % 60_000 === 0;
  return zoned.toPlainDateTime().toString(isWhole ? { smallestUnit: "minute" } : {});
}

/**
 * Returns an instant as the local time of a zone with its offset from UTC, such as `2026-03-14T10:00:00+01:00`; undefined for
 * an invalid Date.
 */
export function offsetTimeOf(instant: Date, timeZone: string): string | undefined {
  if (Number.isNaN(instant.getTime())) return undefined;
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toString({
    timeZone,
    smallestUnit: "second",
  });
}

/**
 * Outdated names that the platform still lists, and their current ones. Both mean the same zone, and either is accepted and
 * stored.
 */
const CURRENT_NAMES: Record<string, string> = {
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

/** Returns the current name of a zone; any other text is returned unchanged. */
export function currentZoneName(name: string): string {
  return CURRENT_NAMES[name] ?? name;
}

let platformZones: string[] | undefined;

/** Returns the current names of all zones, and `stored` as it is stored. */
export function timeZones(stored?: string): string[] {
  // Each check creates a formatter; all of them take 10 ms or more.
  platformZones ??= Intl.supportedValuesOf("timeZone").map((name) => {
    const current = currentZoneName(name);
    return current === name || isTimeZone(current) ? current : name;
  });
  const names = platformZones;
  const isAlias = stored && isTimeZone(stored) && !names.includes(stored);
  const listed = new Set([...names, ...(isAlias ? [stored] : [])].filter((name) => name !== "UTC").sort());
  return ["UTC", ...listed];
}
