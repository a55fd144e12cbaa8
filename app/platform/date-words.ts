import { formattingLocale } from "./locales.ts";

// Words for dates and times that Intl lacks, by language. Languages that are not listed use the English ones.

/** Text for an invalid date. */
export const NO_DATE: Record<string, string> = {
  de: "ungültiges Datum",
  fr: "date non valide",
  es: "fecha no válida",
};

/** Notes for a change of the clocks. Only English has a short idiom for each direction. */
const CLOCKS: Record<string, { back: string; forward: string }> = {
  en: { back: "clocks go back", forward: "clocks go forward" },
  de: { back: "Zeitumstellung", forward: "Zeitumstellung" },
  fr: { back: "changement d’heure", forward: "changement d’heure" },
  es: { back: "cambio de hora", forward: "cambio de hora" },
};

/**
 * Returns the real duration of a span during which the clocks of its zone change, such as "2½ hours; clocks go back"; undefined
 * for all others.
 */
export function changeOfClocks(
  from: Date,
  to: Date,
  { locale, timeZone }: { locale: string; timeZone: string },
): string | undefined {
  const change = offsetMinutes(to, timeZone) - offsetMinutes(from, timeZone);
  if (change === 0) return undefined;
  const language = locale.slice(0, 2);
  const words = (CLOCKS[language] ?? CLOCKS.en)?.[change < 0 ? "back" : "forward"];
  const mark = language === "fr" ? "\u00a0; " : "; ";
  return `${durationWords(Math.round((to.getTime() - from.getTime()) / 60_000), locale)}${mark}${words}`;
}

/**
 * Returns a duration such as "3 hours", "2½ hours" or "2 hours 20 minutes"; French writes "2 h 30" unless it is whole hours.
 */
function durationWords(minutes: number, locale: string): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (rest === 0) return unitWords(hours, "hour", locale);
  if (hours === 0) return unitWords(rest, "minute", locale);
  if (locale === "fr") return `${hours} h ${String(rest).padStart(2, "0")}`.replaceAll(" ", "\u00a0");
  if (rest === 30) return unitWords(hours + 0.5, "hour", locale).replace(/\d+\D\d+/, `${hours}½`);
  return `${unitWords(hours, "hour", locale)} ${unitWords(rest, "minute", locale)}`;
}

function unitWords(value: number, unit: "hour" | "minute", locale: string): string {
  const style = { style: "unit", unit, unitDisplay: "long" } as const;
  return new Intl.NumberFormat(formattingLocale(locale), style).format(value).replaceAll(" ", "\u00a0");
}

const offsets = new Map<string, Intl.DateTimeFormat>();
/** Upper bound of the cache; there are about 600 zone names. */
const MAX_OFFSETS = 1_000;

/** Returns how many minutes the clocks of a zone are ahead of UTC at an instant. */
export function offsetMinutes(at: Date, timeZone: string): number {
  let format = offsets.get(timeZone);
  if (!format) {
    if (offsets.size >= MAX_OFFSETS) offsets.clear();
    format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
    offsets.set(timeZone, format);
  }
  const name = format.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "";
  const [, sign, hours = 0, minutes = 0] = /([+-])(\d+):(\d+)/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
