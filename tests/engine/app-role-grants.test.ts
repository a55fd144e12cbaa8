import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, expect, inject, test } from "vitest";
import { createRoleSql, findExcessPower, grantToApp, roleOfUrl } from "#db/app-role.ts";
import { openDatabase, openDirect } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";

const { adminUrl } = inject("postgres");
const name = `test_${randomBytes(6).toString("hex")}`;
const app = { name: `app_"${name}`, password: randomBytes(12).toString("hex") };
const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
await admin.unsafe(`create database ${name}`);
const ownerUrl = withPath(adminUrl, name);
const appUrl = withUser(ownerUrl, app);
afterAll(async () => {
  await admin.unsafe(`drop database ${name} with (force)`);
  await admin.unsafe(`drop role if exists "${app.name.replaceAll('"', '""')}"`);
  await admin.end();
});

test("a database is upgraded by its owner: the role is created and granted its privileges, and then starts without the owner", async () => {
  await migrate(ownerUrl);
  await expect(migrate(appUrl)).rejects.toThrow(/password authentication failed/);
  await migrate(ownerUrl, { appRole: roleOfUrl(appUrl) });
  await migrate(appUrl);
  const database = openDatabase({ url: appUrl, max: 2 });
  try {
    const other = await makeOrganization(database.db);
    expect(await bookSome(other, await makeResource(other), 1)).toMatchObject({ ok: true });
    expect(await findExcessPower(database.pool.query)).toEqual([]);
  } finally {
    await database.close();
  }
});

test("privileges are not granted again, and those that are too much are revoked", async () => {
  const direct = await openDirect(ownerUrl);
  try {
    const statements: string[] = [];
    const recorded = (text: string, params?: readonly unknown[]) => {
      statements.push(text);
      return direct.query(text, params);
    };
    await grantToApp(recorded, app);
    expect(statements.filter((text) => /^(grant|revoke|create|alter)/.test(text))).toEqual([]);
    await direct.query(`grant delete, truncate on ledger to "${app.name.replaceAll('"', '""')}"`);
    await grantToApp(recorded, app);
    expect(statements.at(-1)).toMatch(/^revoke (delete, truncate|truncate, delete) on ledger from/);
    await direct.query(`revoke insert on ledger from "${app.name.replaceAll('"', '""')}"`);
    await grantToApp(recorded, app);
    expect(statements.at(-1)).toMatch(/^grant insert on ledger to/);
  } finally {
    await direct.end();
  }
});

test("a database is refused with what to do when it lacks a migration and the role may not apply it", async () => {
  const direct = await openDirect(ownerUrl);
  try {
    await direct.query(
      "delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)",
    );
    await expect(migrate(appUrl)).rejects.toThrow(/Set DATABASE_ADMIN_URL .* "npm run migrate"/);
  } finally {
    await direct.end();
  }
});

test("the password of a role that is created never reaches the server's log", () => {
  const statement = createRoleSql({ name: "another", password: "hunter2 and more" });
  expect(statement).toMatch(/^create role "another" login password 'SCRAM-SHA-256\$4096:[^']+'$/);
  expect(statement).not.toContain("hunter2");
});

function withPath(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

function withUser(url: string, { name, password }: { name: string; password: string }): string {
  const changed = new URL(url);
  changed.username = encodeURIComponent(name);
  changed.password = password;
  return changed.href;
}
