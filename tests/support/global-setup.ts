import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "#app/host/embedded-postgres/server.ts";
import { roleOfUrl } from "#db/app-role.ts";
import { migrate } from "#db/migrate.ts";
import { temporaryFolder } from "./temporary-folder.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The server of this run, as its superuser and as the role of the app, and the migrated database that each file copies. */
    postgres: { adminUrl: string; appUrl: string; template: string };
  }
}

/** Nothing outlives the run, so nothing needs to reach the disk. */
const SETTINGS = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  max_connections: "200",
  log_min_messages: "fatal",
};

const TEMPLATE = "reservo_template";

/** Starts one PostgreSQL server for the entire run, with a migrated template database; returns the function that stops it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await temporaryFolder("tests");
  const server = await startEmbeddedPostgres({ dataDir: folder.path, settings: SETTINGS });
  const end = async () => {
    await server.stop();
    await folder.remove();
  };
  try {
    await makeTemplate(server.ownerUrl, server.url);
  } catch (error) {
    await end();
    throw error;
  }
  project.provide("postgres", { adminUrl: server.ownerUrl, appUrl: server.url, template: TEMPLATE });
  return end;
}

async function makeTemplate(adminUrl: string, appUrl: string): Promise<void> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    await admin.unsafe(`create database ${TEMPLATE}`);
    await migrate(withDatabase(adminUrl, TEMPLATE), { appRole: roleOfUrl(appUrl) });
    // A database with open connections cannot be copied; this one allows no further connection.
    await admin.unsafe(`alter database ${TEMPLATE} with allow_connections false`);
  } finally {
    await admin.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
