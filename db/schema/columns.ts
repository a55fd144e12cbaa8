import { type SQL, sql } from "drizzle-orm";
import { bigint, check, customType, type PgColumn, timestamp, uuid } from "drizzle-orm/pg-core";

/**
 * Returns a JSON column whose value the driver has parsed. Drizzle's own columns parse a text a second time, so that an answer
 * of `1.000` would become the number 1, and `null` nothing.
 */
const parsedJson = (type: "json" | "jsonb") =>
  customType<{ data: unknown; driverData: unknown }>({
    dataType: () => type,
    toDriver: (value) => JSON.stringify(value),
    fromDriver: (value) => value,
  });

export const json = parsedJson("jsonb");
/** JSON that preserves the order of its keys. */
export const orderedJson = parsedJson("json");

/** Bytes: hashes only. Drizzle 0.45 has no bytea type. */
export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" });

/**
 * A count, version, quantity or sequence. Stored as bigint; JavaScript's integers are exact far beyond what a resource can
 * reach.
 */
export const whole = (name: string) => bigint(name, { mode: "number" });

/** An instant. One that people or programs set is also listed in a `withinYears` of its table. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** Restricts the instants of these columns to the years 1900 to 2200, the bounds of db/instants.ts. */
export const withinYears = (name: string, columns: PgColumn[]) =>
  check(
    name,
    sql.join(
      columns.map(
        (column) => sql`${column} >= '1900-01-01 00:00:00+00' and ${column} < '2201-01-01 00:00:00+00'`,
      ),
      sql` and `,
    ),
  );

/** The organisation of a row: the first column of every key, so that data can be partitioned by organisation. */
export const organizationId = () => uuid("organization_id").notNull();

/** Returns the condition of a CHECK that a column has one of these values. */
export function isOneOf(column: PgColumn, values: readonly string[]): SQL {
  const list = values.map((value) => `'${value}'`).join(", ");
  return sql`${column} in (${sql.raw(list)})`;
}
