import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { startEmbeddedPostgres } from "#app/host/embedded-postgres/server.ts";
import { openDatabase } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { fill } from "./fill.ts";

export interface BenchServer {
  /** Which PostgreSQL it is. */
  version: string;
  /** Fills a database with so many bookings, unless it is there; `copy` does so too when it has to. */
  fill(bookings: number): Promise<void>;
  /** A fresh copy of the database that is filled with so many bookings. */
  copy(bookings: number): Promise<BenchDatabase>;
  stop(): Promise<void>;
}

interface BenchDatabase {
  url: string;
  /** A connection beside the measured ones, for looking. */
  sql: postgres.Sql;
  drop(): Promise<void>;
}

const connect = (url: string) => postgres(url, { max: 1, onnotice: () => {} });

/** Starts an embedded server as production runs it: what is committed is on the disk. */
export async function startBenchServer(note: (line: string) => void): Promise<BenchServer> {
  const folder = await temporaryFolder("bench");
  const server = await startEmbeddedPostgres({ dataDir: folder.path });
  const admin = connect(server.ownerUrl);
  await readyLogFiles(admin);
  const templates = new Map<number, string>();
  const [row] = await admin<{ server_version: string }[]>`show server_version`;
  const fillOnce = async (bookings: number) => {
    const known = templates.get(bookings);
    if (known) return known;
    const template = await makeTemplate(admin, server.ownerUrl, bookings, note);
    templates.set(bookings, template);
    return template;
  };
  return {
    version: row?.server_version ?? "unknown",
    fill: async (bookings) => void (await fillOnce(bookings)),
    copy: async (bookings) => copyOf(admin, server.ownerUrl, await fillOnce(bookings)),
    stop: async () => {
      await admin.end();
      await server.stop();
      await folder.remove();
    },
  };
}

/**
 * Uses up files of the write-ahead log and frees them, as the checkpoints of a server in use do. A new server makes each
 * file when it is needed, which stops all commits for some 60 ms, at thousands of commits a second once a second.
 */
async function readyLogFiles(sql: postgres.Sql): Promise<void> {
  for (let file = 0; file < LOG_FILES; file++) {
    await sql`select pg_logical_emit_message(false, 'bench', ''), pg_switch_wal()`;
  }
  await sql`checkpoint`;
}

/** Of 16 MB. */
const LOG_FILES = 48;

async function makeTemplate(
  admin: postgres.Sql,
  serverUrl: string,
  bookings: number,
  note: (line: string) => void,
): Promise<string> {
  const started = performance.now();
  const name = `filled_${bookings}`;
  await admin.unsafe(`create database ${name}`);
  const url = withDatabase(serverUrl, name);
  await migrate(url);
  const database = openDatabase({ url, max: 1 });
  const sql = connect(url);
  try {
    await fill(database.db, sql, bookings);
  } finally {
    await Promise.all([database.close(), sql.end()]);
  }
  // A database with a connection cannot be copied; nobody connects to this one again.
  await admin.unsafe(`alter database ${name} with allow_connections false`);
  note(`Filled with ${bookings} bookings in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  return name;
}

async function copyOf(admin: postgres.Sql, serverUrl: string, template: string): Promise<BenchDatabase> {
  const name = `bench_${randomBytes(4).toString("hex")}`;
  await admin.unsafe(`create database ${name} template ${template} strategy file_copy`);
  const url = withDatabase(serverUrl, name);
  const sql = connect(url);
  return {
    url,
    sql,
    drop: async () => {
      await sql.end();
      await admin.unsafe(`drop database ${name} with (force)`);
    },
  };
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
