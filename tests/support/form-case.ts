import type { Fields } from "./hostile-bodies.ts";

/** A form of the product, by the route that answers it. */
export interface FormCase {
  path: string;
  params?: Record<string, string>;
  /** What is carried out when it is sent, and the status then. */
  valid: Fields;
  accepted: number;
  /** A name that it has and, where that is a list of rows, a field of them. */
  list: string;
  rowField?: string;
  /** Fields with a U+0000 to put over the valid ones, each of which must be refused. */
  unstorable: Fields[];
}

/** Returns the fields one by one, each with a U+0000 at its end. */
export const withNul = (fields: Fields): Fields[] =>
  Object.entries(fields).map(([name, value]) => ({ [name]: `${value}\0` }));
