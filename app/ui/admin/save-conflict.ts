import type { AdminMessageKey } from "#app/i18n/admin-catalogue.ts";
import { severalLines } from "#app/platform/text/normalise.ts";

/** A conflict with a version that another user saved after the form was opened. */
export interface SaveConflict<Version extends number | string = number> {
  /** The version that is saved now. A form submitted with it overwrites that version. */
  version: Version;
  differences: Difference[];
}

/** A field whose typed value differs from the saved one. */
export interface Difference {
  label: AdminMessageKey | { text: string };
  /** The saved and the typed value, if both are short texts. */
  values?: { saved: string; typed: string };
}

type Fields<Name extends string> = { readonly [Each in Name]: string | readonly string[] };

/** Compares the labelled fields, in the order of the labels. The result has the values of single-line texts only. */
export function differencesIn<Name extends string>(
  saved: Fields<NoInfer<Name>>,
  typed: Fields<NoInfer<Name>>,
  labels: { readonly [Each in Name]: AdminMessageKey },
): Difference[] {
  return (Object.keys(labels) as Name[]).flatMap((name): Difference[] => {
    const values = { saved: textOf(saved[name]), typed: textOf(typed[name]) };
    if (values.saved === values.typed) return [];
    const isShort = typeof saved[name] === "string" && !/\n/.test(values.saved + values.typed);
    return [isShort ? { label: labels[name], values } : { label: labels[name] }];
  });
}

const textOf = (value: string | readonly string[]) =>
  severalLines(typeof value === "string" ? value : [...value].sort().join("\n"));
