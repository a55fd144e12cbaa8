import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, inject } from "vitest";
import { type Database, type DatabaseOptions, openDatabase } from "#db/client.ts";

export interface TestDatabase extends Database {
  /** Its URL, for a second pool, a raw client or a server of the test. */
  url: string;
}

/**
 * Copies the migrated template for the calling test file and opens the copy; after the file's last test it is closed and
 * dropped. Call it at the top level of the file: `const database = await testDatabase();`. Each file has separate data, so
 * files run concurrently; tests of one file share theirs.
 */
export async function testDatabase(
  options: Partial<Omit<DatabaseOptions, "url">> = {},
): Promise<TestDatabase> {
  const { adminUrl, template } = inject("postgres");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await asAdmin(adminUrl, `create database ${name} template ${template}`);

  const address = new URL(adminUrl);
  address.pathname = `/${name}`;
  const url = address.href;
  const database = openDatabase({ max: 10, applicationName: name, ...options, url });
  afterAll(async () => {
    await database.close();
    await asAdmin(adminUrl, `drop database ${name} with (force)`);
  });
  return Object.assign(database, { url });
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const admin = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await admin.unsafe(statement);
  } finally {
    await admin.end();
  }
}
