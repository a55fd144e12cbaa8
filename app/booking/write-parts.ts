import { toHex } from "#app/platform/secrets.ts";
import type { Changes } from "./changes.ts";

export type Value = string | number | boolean | null;

/** A table's part of a batch's write: which columns, and the rows of a batch. */
export interface Part {
  columns: readonly (readonly [name: string, type: string])[];
  rows(changes: Changes): Value[][];
  /** The statement over `given`, the part's rows. $1 is the organisation, $2 the database time of the batch. */
  sql(given: string, names: string): string;
}

export const insertInto = (table: string) => (given: string, names: string) =>
  `insert into ${table} (organization_id, ${names}) select $1::uuid, ${names} from ${given}`;

/** What an array literal cannot hold as it is, as text. */
export const bytes = (value: Uint8Array) => `\\x${toHex(value)}`;
export const hash = (hex: string | null) => (hex === null ? null : `\\x${hex}`);
export const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
export const date = (milliseconds: number | null) =>
  milliseconds === null ? null : new Date(milliseconds).toISOString();
