import { is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { expect, test } from "vitest";
import * as schema from "#db/schema/index.ts";
import { judgeTables } from "./rules/tables.ts";

test("organisations come first in every key, references are indexed, and counts have room", () => {
  const tables = Object.values(schema).filter((value) => is(value, PgTable));
  expect(tables.length).toBeGreaterThan(10);
  expect(judgeTables(tables)).toEqual([]);
});
