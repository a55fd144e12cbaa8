/**
 * Bounds of the instants that people and programs may set: the years 1900 to 2200 in UTC, in epoch milliseconds. An instant
 * outside is a typing error, and many calendars, feeds and date fields cannot represent it. The CHECKs of the schema have the
 * same bounds (db/schema/columns.ts).
 */
export const EARLIEST_INSTANT_MS = Date.UTC(1900, 0, 1);
export const LATEST_INSTANT_MS = Date.UTC(2201, 0, 1) - 1;
