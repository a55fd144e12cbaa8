import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, inject } from "vitest";
import { type Database, type DatabaseOptions, openDatabase } from "#db/client.ts";

export interface TestDatabase extends Database {
  /** Its URL, for a second pool, a raw client or a server of the test. */
  url: string;
  /** The same database as the owner of its tables, for what the app may not do, such as planting a violation. */
  owner: Database & { url: string };
}

interface TestOptions extends Partial<Omit<DatabaseOptions, "url">> {
  /** The role of the database itself: `app` (default) for the app under test, `owner` for tests of the layers below. */
  role?: "app" | "owner";
}

/**
 * Copies the migrated template for the calling test file and opens the copy; after the file's last test it is closed and
 * dropped. Call it at the top level of the file: `const database = await testDatabase();`. Each file has separate data, so
 * files run concurrently; tests of one file share theirs. It is opened as the role of the app, so that a missing grant fails
 * the tests.
 */
export async function testDatabase({ role = "app", ...options }: TestOptions = {}): Promise<TestDatabase> {
  const { adminUrl, appUrl, template } = inject("postgres");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await asAdmin(adminUrl, `create database ${name} template ${template}`);
  // Privileges of a database, unlike those of its tables, are not copied.
  await asAdmin(adminUrl, `revoke temporary on database ${name} from public`);

  const ownerUrl = withDatabase(adminUrl, name);
  const url = role === "owner" ? ownerUrl : withDatabase(appUrl, name);
  const database = openDatabase({ max: 10, applicationName: name, ...options, url });
  const owner = openDatabase({ url: ownerUrl, max: 5, applicationName: `${name} owner` });
  afterAll(async () => {
    await Promise.all([database.close(), owner.close()]);
    await asAdmin(adminUrl, `drop database ${name} with (force)`);
  });
  return Object.assign(database, { url, owner: Object.assign(owner, { url: ownerUrl }) });
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const admin = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await admin.unsafe(statement);
  } finally {
    await admin.end();
  }
}
