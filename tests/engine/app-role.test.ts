import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, describe, expect, inject, test } from "vitest";
import { findExcessPower, grantToApp, roleOfUrl } from "#db/app-role.ts";
import { databaseError, openDatabase, openDirect } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { APP_PRIVILEGES } from "#db/privileges.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { PRIVILEGES } from "./app-privileges.ts";

const { db, pool, owner, url } = await testDatabase();
const ctx = await makeOrganization(db);
await bookSome(ctx, await makeResource(ctx), 2);

/** The SQLSTATE that a statement of the app is refused with. */
async function refusalOf(text: string): Promise<string | undefined> {
  try {
    await pool.query(text);
  } catch (error) {
    return databaseError(error)?.code;
  }
}

/** The relations on which a role has privileges, and those privileges. */
async function privilegesOf(role: string): Promise<Record<string, string>> {
  const rows = await owner.pool.query<{ relation: string; privileges: string }>(
    `select c.oid::regclass::text as relation, string_agg(lower(a.privilege_type), ' ' order by a.privilege_type) as privileges
     from pg_class c cross join aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a
     where a.grantee in (0, $1::regrole) and c.relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
     group by 1`,
    [role],
  );
  return Object.fromEntries(rows.map(({ relation, privileges }) => [relation, privileges]));
}

test("the app has exactly these privileges on these tables", async () => {
  expect(await privilegesOf("reservo_app")).toEqual(PRIVILEGES);
});

test("each table has a decision on what the app may do with it", async () => {
  const tables = await owner.pool.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')",
  );
  expect(tables.map(({ name }) => name).sort()).toEqual(Object.keys(APP_PRIVILEGES).sort());
});

test("the role of the app owns nothing, is a member of no role, and has no powerful attribute", async () => {
  const [role] = await pool.query(`
    select current_user as name, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls,
      (select count(*)::int from pg_shdepend where refobjid = r.oid and deptype = 'o') as owned,
      (select count(*)::int from pg_auth_members where member = r.oid) as memberships
    from pg_roles r where rolname = current_user`);
  expect(role).toEqual({
    name: "reservo_app",
    rolsuper: false,
    rolcreatedb: false,
    rolcreaterole: false,
    rolreplication: false,
    rolbypassrls: false,
    owned: 0,
    memberships: 0,
  });
  expect(await findExcessPower(pool.query)).toEqual([]);
  expect(await findExcessPower(owner.pool.query)).toEqual(["is a superuser"]);
});

test("the app may create nothing in the database or its schemas", async () => {
  const [may] = await pool.query(`select
    has_database_privilege(current_database(), 'create') as schemas,
    has_database_privilege(current_database(), 'temporary') as temporary,
    has_schema_privilege('public', 'create') as tables,
    has_schema_privilege('drizzle', 'create') as migrations`);
  expect(may).toEqual({ schemas: false, temporary: false, tables: false, migrations: false });
});

test("the app may execute no function that every role may not, and of ours only those of triggers", async () => {
  const functions = await pool.query<{ name: string }>(`
    select proname as name from pg_proc p, unnest(coalesce(p.proacl, acldefault('f', p.proowner))) acl
    where has_function_privilege(p.oid, 'execute') and not exists (
      select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0)`);
  expect(functions).toEqual([]);
  const ours = await pool.query<{ name: string; definer: boolean }>(
    "select proname as name, prosecdef as definer from pg_proc where pronamespace = 'public'::regnamespace order by 1",
  );
  expect(ours.map(({ name }) => name)).toEqual([
    "audit_log_hash",
    "chain_audit_log",
    "end_sign_ins",
    "keep_owner",
    "refuse_by_name",
    "refuse_change",
  ]);
  expect(ours.filter(({ definer }) => definer)).toEqual([]);
});

const FORBIDDEN = [
  "select pg_read_file('/etc/passwd')",
  "select pg_read_binary_file('postgresql.conf')",
  "select pg_ls_dir('.')",
  "select lo_import('/etc/passwd')",
  "select lo_export(0, '/tmp/reservo')",
  "select pg_reload_conf()",
  "select pg_rotate_logfile()",
  "select pg_switch_wal()",
  "select passwd from pg_shadow",
  "select rolpassword from pg_authid",
  "copy users to program 'cat'",
  "copy users to '/tmp/reservo'",
  "copy users from '/etc/passwd'",
  "set session_replication_role = replica",
  "set role reservo",
  "alter role current_user superuser",
  "alter system set fsync = off",
  "create role another",
  "create database another",
  "create schema another",
  "create table another (id int)",
  "create temporary table another (id int)",
  "create function another() returns int language sql as 'select 1'",
  "create extension adminpack",
  "alter table settings add column another int",
  "drop table settings",
  "insert into drizzle.__drizzle_migrations (hash, created_at) values ('', 9)",
];

test.each(FORBIDDEN)("the app is refused: %s", async (statement) => {
  // 0A000: the server has no such extension.
  expect(await refusalOf(statement)).toMatch(/^42501$|^0A000$/);
});

describe.each(["ledger", "history", "audit_log"])("rows of %s are only added", (table) => {
  const column = table === "audit_log" ? "action" : "kind";
  test.each([
    `update ${table} set ${column} = ${column}`,
    `delete from ${table}`,
    `truncate ${table}`,
    `alter table ${table} disable trigger all`,
    `alter table ${table} disable trigger ${table}_append_only`,
    `drop trigger ${table}_append_only on ${table}`,
    `select * from ${table} for update`,
    `create rule another as on insert to ${table} do instead nothing`,
  ])("%s", async (statement) => {
    expect(await refusalOf(statement)).toBe("42501");
  });
});

describe("a database of an earlier version, whose role of the app has no privileges", async () => {
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

  test("is upgraded by its owner: the role is created and granted its privileges, and then starts without the owner", async () => {
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

  test("is not changed again when everything is granted, and loses what is too much", async () => {
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

  test("is refused with what to do when it lacks a migration and the role may not apply it", async () => {
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
});

test("the password of a role that is created never reaches the server's log", async () => {
  const { createRoleSql } = await import("#db/app-role.ts");
  const statement = createRoleSql({ name: "another", password: "hunter2 and more" });
  expect(statement).toMatch(/^create role "another" login password 'SCRAM-SHA-256\$4096:[^']+'$/);
  expect(statement).not.toContain("hunter2");
  expect(roleOfUrl(url)?.name).toBe("reservo_app");
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
