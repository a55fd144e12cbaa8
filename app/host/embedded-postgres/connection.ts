import postgres from "postgres";
import { DATABASE_USER } from "./data-folder.ts";

const DATABASE = "reservo";
const WRONG_PASSWORD = "28P01";

/** A server's report about itself. */
export interface ServerIdentity {
  /** the data folder that it serves */
  data: string;
  /** whether the database `reservo` had to be created */
  createdDatabase: boolean;
}

/** Returns the URL of a database on the embedded server. */
export function databaseUrl(port: number, password: string, database = DATABASE): string {
  const url = new URL(`postgres://127.0.0.1/${database}`);
  url.port = String(port);
  url.username = DATABASE_USER;
  url.password = password;
  return url.href;
}

/** Connects once, and creates the database `reservo` if it is missing. Throws the error of the connection. */
export async function connectOnce(port: number, password: string): Promise<ServerIdentity> {
  const sql = postgres(databaseUrl(port, password, "postgres"), {
    max: 1,
    connect_timeout: 5,
    ssl: false,
    onnotice: () => {},
  });
  try {
    const [row] = await sql<{ data: string; present: boolean }[]>`
      select current_setting('data_directory') as data,
             exists (select from pg_database where datname = ${DATABASE}) as present`;
    if (!row) throw new Error("The server did not report its data folder.");
    if (!row.present) await sql.unsafe(`create database ${DATABASE}`);
    return { data: row.data, createdDatabase: !row.present };
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Returns true when the server rejects our password, so that retrying does not help. */
export function isWrongPassword(error: unknown): boolean {
  return error instanceof postgres.PostgresError && error.code === WRONG_PASSWORD;
}
