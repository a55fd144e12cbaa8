import { readFileSync } from "node:fs";
import { join } from "node:path";
import { generateDrizzleJson, generateMigration } from "drizzle-kit/api";
import { expect, test } from "vitest";
import * as schema from "#db/schema/index.ts";
import { root } from "./source-files.ts";

const folder = join(root, "db/migrations/meta");

test("the migrations make the tables that the schema says", async () => {
  const journal = JSON.parse(readFileSync(join(folder, "_journal.json"), "utf8"));
  const newest = String(journal.entries.at(-1).idx).padStart(4, "0");
  const migrated = JSON.parse(readFileSync(join(folder, `${newest}_snapshot.json`), "utf8"));
  // What `drizzle-kit generate` would write now.
  const missing = await generateMigration(migrated, generateDrizzleJson(schema, migrated.id));
  expect(missing).toEqual([]);
});
