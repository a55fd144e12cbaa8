import { scramVerifier } from "./internal/scram.ts";
import { APP_PRIVILEGES } from "./privileges.ts";

/** The role that the app connects as. Without a password the server authenticates it in another way. */
export interface AppRole {
  name: string;
  password: string | undefined;
}

type Query = (text: string, params?: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;

/** Returns the role in a URL of the database; undefined if the URL names none. */
export function roleOfUrl(url: string): AppRole | undefined {
  const { username, password } = new URL(url);
  if (username === "") return undefined;
  return { name: decodeURIComponent(username), password: decodeURIComponent(password) || undefined };
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** A role has none of the powerful attributes by default, and naming them here would need a superuser. */
export function createRoleSql({ name, password }: AppRole): string {
  return `create role ${quoted(name)} login ${password === undefined ? "" : `password '${storedPassword(password)}'`}`;
}

/** Returns the statement that gives a superuser's own app role its password and takes every powerful attribute from it. */
export function resetRoleSql({ name, password = "" }: AppRole): string {
  return `alter role ${quoted(name)} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls
    password '${storedPassword(password)}'`;
}

/** A password that is not ASCII goes to the server as it is, which normalises it. */
function storedPassword(password: string): string {
  return /^[\x20-\x7e]*$/.test(password) ? scramVerifier(password) : password.replaceAll("'", "''");
}

/**
 * Creates the role if it is missing, and makes its privileges those of APP_PRIVILEGES: what is missing is granted, and what is
 * too much is revoked. Changes nothing when they are right. Call as the owner of the tables. Throws the server's error, for
 * example when the role is missing and the owner may not create roles.
 */
export async function grantToApp(query: Query, role: AppRole): Promise<void> {
  const [known] = await query("select from pg_roles where rolname = $1", [role.name]);
  if (!known) await query(createRoleSql(role));
  const statements = await query(PENDING_GRANTS, [role.name, JSON.stringify(APP_PRIVILEGES)]);
  for (const { statement } of statements) await query(String(statement));
}

/**
 * The statements that are needed: privileges of tables that differ from the wanted ones, and what every role may do by
 * default but the app does not (create temporary tables; before PostgreSQL 15, tables).
 */
const PENDING_GRANTS = `
  with app as (select oid, rolname, rolsuper from pg_roles where rolname = $1),
  wanted as (
    select to_regclass('public.' || quote_ident(key)) as relation, privilege
    from jsonb_each_text($2::jsonb), string_to_table('select ' || value, ' ') as privilege
    union all select to_regclass('drizzle.__drizzle_migrations'), 'select'),
  granted as (
    select c.oid::regclass as relation, lower(a.privilege_type) as privilege
    from pg_class c cross join aclexplode(c.relacl) a join app on app.oid = a.grantee
    where c.relnamespace in ('public'::regnamespace, 'drizzle'::regnamespace) and c.relowner <> app.oid)
  select format('grant %s on %s to %I', string_agg(privilege, ', '), relation, rolname) as statement
  from (select * from wanted except select * from granted) missing, app where relation is not null
  group by relation, rolname
  union all
  select format('revoke %s on %s from %I', string_agg(privilege, ', '), relation, rolname)
  from (select * from granted except select * from wanted) excess, app group by relation, rolname
  union all
  select format('grant usage on schema %I to %I', nspname, rolname) from pg_namespace n, app
  where nspname in ('public', 'drizzle') and not has_schema_privilege(rolname, n.oid, 'usage')
  union all
  select 'revoke create on schema public from public' from app
  where not rolsuper and has_schema_privilege(rolname, 'public', 'create')
  union all
  select format('revoke temporary on database %I from public', current_database()) from app
  where not rolsuper and has_database_privilege(rolname, current_database(), 'temporary')`;

/**
 * Returns what a role may do beyond the needs of the app, as parts of a sentence such as "is a superuser"; by default the role
 * of the session.
 */
export async function findExcessPower(query: Query, role?: string): Promise<string[]> {
  const [found] = await query(EXCESS_POWER, [role ?? null]);
  return (found?.powers as string[] | undefined) ?? [];
}

const EXCESS_POWER = `
  select to_jsonb(array_remove(array[
    case when rolsuper then 'is a superuser' end,
    case when rolcreatedb and not rolsuper then 'may create databases' end,
    case when rolcreaterole and not rolsuper then 'may create roles' end,
    case when rolreplication and not rolsuper then 'may replicate' end,
    case when rolbypassrls and not rolsuper then 'bypasses row security' end,
    case when not rolsuper and exists (
      select from pg_class where relnamespace = 'public'::regnamespace and pg_has_role(r.oid, relowner, 'member'))
      then 'owns the tables' end], null)) as powers
  from pg_roles r where rolname = coalesce($1, current_user)`;
