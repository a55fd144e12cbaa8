import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";
import { asciiFigures, oneLine } from "./normalise.ts";

const MAX_PHONE_CHARACTERS = 40;
const MIN_DIGITS = 5;
const MAX_DIGITS = 20;

interface Phone {
  /** As typed, without invisible characters. */
  typed: string;
  /** In E.164, such as `+49301234567`; undefined if it could not be parsed. */
  e164: string | undefined;
}

export type PhoneRead = { ok: true; phone: Phone } | { ok: false; problem: "missing" | "phone" };

/**
 * Reads a telephone number, by the numbering plan of `country` if it has no country code. A number that the library does not
 * know but that has enough digits is accepted without `e164`: numbering plans change, and people can still dial it.
 */
export function readPhone(typed: string, country: string | null | undefined): PhoneRead {
  const text = asciiFigures(oneLine(typed)).replace(/[\uff08\uff09]/g, (mark) =>
    mark === "\uff08" ? "(" : ")",
  );
  if (text === "") return { ok: false, problem: "missing" };
  const digits = text.replace(/\D/g, "").length;
  if (text.length > MAX_PHONE_CHARACTERS || digits < MIN_DIGITS || digits > MAX_DIGITS) {
    return { ok: false, problem: "phone" };
  }
  const parsed = parsePhoneNumberFromString(text, { defaultCountry: countryOf(country), extract: false });
  if (parsed?.isPossible()) return { ok: true, phone: { typed: text, e164: parsed.number } };
  // Words are not a number; `ext. 12` and `Durchwahl 12` are part of one.
  if (!/^[+(\d]/.test(text)) return { ok: false, problem: "phone" };
  return { ok: true, phone: { typed: text, e164: undefined } };
}

function countryOf(code: string | null | undefined): CountryCode | undefined {
  return code && isSupportedCountry(code) ? code : undefined;
}
