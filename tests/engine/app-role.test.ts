import { describe, expect, test } from "vitest";
import { findExcessPower } from "#db/app-role.ts";
import { databaseError } from "#db/client.ts";
import { APP_PRIVILEGES } from "#db/privileges.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { PRIVILEGES } from "./app-privileges.ts";

const { db, pool, owner } = await testDatabase();
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
    "refuse_if_session_has_lines",
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
