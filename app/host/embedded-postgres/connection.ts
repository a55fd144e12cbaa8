import postgres from "postgres";
import { createRoleSql, resetRoleSql } from "#db/app-role.ts";
import { OWNER, type Passwords } from "./data-folder.ts";

const DATABASE = "reservo";
const APP = "reservo_app";
const WRONG_PASSWORD = "28P01";

/** A server's report about itself. */
export interface ServerIdentity {
  /** the data folder that it serves */
  data: string;
  /** whether the database `reservo` had to be created */
  createdDatabase: boolean;
}

/** Returns the URL of a database on the embedded server, for the superuser that owns its tables. */
export function ownerUrl(port: number, password: string, database = DATABASE): string {
  return urlFor({ user: OWNER, password, port, database });
}

/** Returns the URL of the database `reservo` on the embedded server, for the role that the app connects as. */
export function appUrl(port: number, password: string): string {
  return urlFor({ user: APP, password, port, database: DATABASE });
}

function urlFor(parts: { user: string; password: string; port: number; database: string }): string {
  const url = new URL(`postgres://127.0.0.1/${parts.database}`);
  url.port = String(parts.port);
  url.username = parts.user;
  url.password = parts.password;
  return url.href;
}

/**
 * Connects once as the owner. If the server serves the folder `data`, creates the database `reservo` if it is missing, and the
 * role of the app, which a folder made by an earlier version lacks. The role's password is set each time, so that it is the
 * one in the file. Throws the error of the connection.
 */
export async function connectOnce(port: number, passwords: Passwords, data: string): Promise<ServerIdentity> {
  const sql = postgres(ownerUrl(port, passwords.owner, "postgres"), {
    max: 1,
    connect_timeout: 5,
    ssl: false,
    onnotice: () => {},
  });
  try {
    const [row] = await sql<{ data: string; database: boolean; role: boolean }[]>`
      select current_setting('data_directory') as data,
             exists (select from pg_database where datname = ${DATABASE}) as database,
             exists (select from pg_roles where rolname = ${APP}) as role`;
    if (!row) throw new Error("The server did not report its data folder.");
    if (row.data !== data) return { data: row.data, createdDatabase: false };
    const role = { name: APP, password: passwords.app };
    await sql.unsafe(row.role ? resetRoleSql(role) : createRoleSql(role));
    if (!row.database) await sql.unsafe(`create database ${DATABASE}`);
    return { data: row.data, createdDatabase: !row.database };
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Returns true when the server rejects our password, so that retrying does not help. */
export function isWrongPassword(error: unknown): boolean {
  return error instanceof postgres.PostgresError && error.code === WRONG_PASSWORD;
}
