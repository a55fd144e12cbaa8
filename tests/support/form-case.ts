import type { Fields } from "./hostile-bodies.ts";

/** A form of the product, by the route that processes it. */
export interface FormCase {
  path: string;
  params?: Record<string, string>;
  /** Fields that are processed when sent, and the status of the response. */
  valid: Fields;
  accepted: number;
  /** A field name of the form and, for a list of rows, a field of the rows. */
  list: string;
  rowField?: string;
  /** Fields with a U+0000 to merge into the valid ones, each of which must be refused. */
  unstorable: Fields[];
}

/** Returns the fields one by one, each with a U+0000 appended. */
export const withNul = (fields: Fields): Fields[] =>
  Object.entries(fields).map(([name, value]) => ({ [name]: `${value}\0` }));
