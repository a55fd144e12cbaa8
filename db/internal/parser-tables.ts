import { parseArray } from "../arrays.ts";

/** The two tables of one postgres.js client, keyed by the type's OID. */
export interface ParserTables {
  parsers: Record<number, (value: string) => unknown>;
  serializers: Record<number, (value: unknown) => unknown>;
}

const asText = (text: string) => text;
const asNumber = (text: string) => Number(text);
const asBoolean = (text: string) => text === "t";

/** Element parsers by the OID of the array type; bigint and uuid stay text, like their scalars in postgres.js. */
const ARRAY_TYPES: Record<number, (text: string) => unknown> = {
  1000: asBoolean, // boolean[]
  1005: asNumber, // smallint[]
  1007: asNumber, // integer[]
  1009: asText, // text[]
  1015: asText, // varchar[]
  1016: asText, // bigint[]
  1021: asNumber, // real[]
  1022: asNumber, // double precision[]
  2951: asText, // uuid[]
};

/**
 * Adds the array parsers to a client. postgres.js would query the server for the list of types on each connection, and a
 * connection that dies during that query causes an unhandled rejection; so the query is disabled.
 */
export function addArrayParsers(tables: ParserTables): void {
  for (const [oid, parse] of Object.entries(ARRAY_TYPES)) {
    tables.parsers[Number(oid)] = (text) => parseArray(text, parse);
  }
}

/** Copies one client's changes into another's tables. */
export function applyTables(target: ParserTables, changes: ParserTables): void {
  Object.assign(target.parsers, changes.parsers);
  Object.assign(target.serializers, changes.serializers);
}
