import { getTableName, is, SQL } from "drizzle-orm";
import { getTableConfig, PgColumn, PgJson, PgJsonb, PgTable, PgTimestamp } from "drizzle-orm/pg-core";
import { expect, test } from "vitest";
import * as schema from "#db/schema/index.ts";
import { TABLE_OWNERS } from "./rules/table-owners.ts";
import { judgeTables } from "./rules/tables.ts";

const tables = Object.values(schema).filter((value) => is(value, PgTable));

test("every table has one module that writes it", () => {
  expect(Object.keys(TABLE_OWNERS).sort()).toEqual(tables.map(getTableName).sort());
});

test("organisations come first in every key, references are indexed, and counts have room", () => {
  expect(tables.length).toBeGreaterThan(10);
  expect(judgeTables(tables)).toEqual([]);
});

/** Instants that the server makes itself, by the names that they have in any table. */
const BY_THE_SERVER = [
  ..."created updated published removed settled disabled revoked decided due ended happened".split(" "),
  ..."last first_seen last_seen last_used notice_due accepted used".split(" "),
]
  .map((name) => `${name}_at`)
  .concat("at", "read_to", "failing_since", "previous_secret_until", "totp_since");
/** Deadlines that the server adds to its own time. */
const DEADLINES = ["account_links", "bookings", "idempotency_keys", "invitations", "link_tokens", "sign_ins"]
  .map((table) => `${table}.expires_at`)
  .concat("tasks.leased_until");

test("every instant that is not the server's own is kept within the years 1900 to 2200 by a check", () => {
  const unchecked = tables.flatMap((table) => {
    const { name, columns, checks } = getTableConfig(table);
    const bounds = checks.filter((check) => check.name === `${name}_instants`);
    const checked = bounds.flatMap(({ value }) => columnsIn(value.queryChunks));
    return columns
      .filter(
        (column) =>
          is(column, PgTimestamp) && !BY_THE_SERVER.includes(column.name) && !checked.includes(column.name),
      )
      .map((column) => `${name}.${column.name}`);
  });
  expect(unchecked.sort()).toEqual(DEADLINES);
});

/** The names of the columns that an expression reads. */
function columnsIn(chunks: unknown[]): string[] {
  return chunks.flatMap((chunk) => {
    if (is(chunk, SQL)) return columnsIn(chunk.queryChunks);
    return is(chunk, PgColumn) ? [chunk.name] : [];
  });
}

test("no column is Drizzle's own JSON, which parses a text once more than it was written", () => {
  const doubtful = tables.flatMap((table) =>
    getTableConfig(table).columns.filter((column) => is(column, PgJson) || is(column, PgJsonb)),
  );
  expect(doubtful.map((column) => column.name)).toEqual([]);
});
