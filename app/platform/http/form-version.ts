import { readNumber } from "../text/number.ts";

/** A version that no row has: a form with it is out of date. */
const NO_VERSION = 0;

/** Reads the version that a form was opened with; returns undefined for a form without one, and 0 for an invalid one. */
export function readVersion(typed: FormDataEntryValue | null): number | undefined {
  if (typed === null || typed === "") return undefined;
  const read = readNumber(String(typed), "en");
  return read.ok && Number.isInteger(read.value) ? Math.max(NO_VERSION, read.value) : NO_VERSION;
}
