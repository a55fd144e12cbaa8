import { formattingLocale } from "../locales.ts";
import { asciiFigures, oneLine } from "./normalise.ts";

export type NumberRead =
  | { ok: true; value: number }
  /** `notation`: it is another language's or a program's notation, or is ambiguous. */
  | { ok: false; problem: "missing" | "notation" | "range" };

/** Maximum digits that a JavaScript number stores exactly. */
const MAX_DIGITS = 15;

/**
 * Reads a number in the notation of a language: `1,000.5` in English, `1.000,5` in German. Spaces and apostrophes group digits
 * in every language. Refuses another language's notation, ambiguous numbers (`1.000` in English is one or a thousand), and
 * notations that only programs write (`0x10`, `1e5`).
 */
export function readNumber(typed: string, locale: string): NumberRead {
  const text = asciiFigures(oneLine(typed)).replace(/^([+-]) /, "$1");
  if (text === "") return { ok: false, problem: "missing" };
  const { group, decimal } = separatorsOf(locale);
  const g = `[${group === "." || group === "," ? group : ""}\\s'\u2019]`;
  const shape = new RegExp(`^([+-]?)(\\d+|\\d{1,3}(?:${g}\\d{3})+)(?:\\${decimal}(\\d+))?$`);
  const [, sign, whole, fraction = ""] = shape.exec(text) ?? [];
  if (whole === undefined || (fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole))) {
    return { ok: false, problem: "notation" };
  }
  const digits = whole.replace(/\D/g, "");
  if ((digits + fraction).replace(/^0+/, "").length > MAX_DIGITS) return { ok: false, problem: "range" };
  return { ok: true, value: Number(`${sign}${digits}.${fraction || "0"}`) };
}

/** Formats a number for a field, so that `readNumber` reads the same number again. */
export function typedNumber(value: number, locale: string): string {
  const text = numberFormat(locale, false).format(value);
  return readNumber(text, locale).ok ? text : `${text}0`;
}

/** Writes a number for reading: "12,000" in English, "12.000" in German. */
export function writtenNumber(value: number, locale: string): string {
  return numberFormat(locale, true).format(value);
}

const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string, useGrouping: boolean): Intl.NumberFormat {
  const key = `${locale} ${useGrouping}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(formattingLocale(locale), {
      useGrouping,
      maximumFractionDigits: MAX_DIGITS,
    });
    formats.set(key, format);
  }
  return format;
}

function separatorsOf(locale: string): { group: string; decimal: string } {
  const parts = numberFormat(locale, true).formatToParts(1_234_567.5);
  const find = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return { group: find("group"), decimal: find("decimal") || "." };
}
