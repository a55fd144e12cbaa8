import { existsSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { afterEach, beforeEach } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "#app/host/embedded-postgres/server.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { killHolders, processesOn } from "./embedded-postgres-processes.ts";

const ENDS_WITHIN = 20_000;

/** A folder of its own for each test, and the servers that the test starts on it; all of it is ended and removed after. */
export class Site {
  path = "";
  dataDir = "";
  notes: string[] = [];
  #open: EmbeddedPostgres[] = [];
  #remove = async () => {};

  async make(): Promise<void> {
    const folder = await temporaryFolder("embedded");
    this.path = folder.path;
    this.#remove = folder.remove;
    this.dataDir = join(folder.path, ".reservo");
    this.notes = [];
  }

  async start(settings?: Record<string, string>): Promise<EmbeddedPostgres> {
    const note = (line: string) => this.notes.push(line);
    const server = await startEmbeddedPostgres({
      dataDir: this.dataDir,
      note,
      ...(settings && { settings }),
    });
    this.#open.push(server);
    return server;
  }

  async stopAll(): Promise<void> {
    await Promise.all(this.#open.splice(0).map((server) => server.stop()));
  }

  /** Where the data lies when it is not in the data folder. */
  outside(): string | undefined {
    const record = join(this.dataDir, "postgres.place");
    return existsSync(record) ? readFileSync(record, "utf8").trim() : undefined;
  }

  /** The folder `postgres` with the data itself. */
  data(): string {
    return join(this.outside() ?? this.dataDir, "postgres");
  }

  ended(): Promise<true> {
    return waitUntil(
      "every process of the server to end",
      () => processesOn(this.data()).length === 0,
      ENDS_WITHIN,
    );
  }

  async unmake(): Promise<void> {
    killHolders();
    await this.stopAll();
    await this.ended();
    const outside = this.outside();
    if (outside !== undefined) await rm(outside, { recursive: true });
    await this.#remove();
  }
}

/** Gives each test of the file a site of its own. */
export function siteOfEachTest(): Site {
  const site = new Site();
  beforeEach(() => site.make());
  afterEach(() => site.unmake());
  return site;
}

/** Runs one statement on a connection of its own. */
export async function ask(url: string, query: string): Promise<postgres.Row[]> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    return [...(await sql.unsafe(query))];
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Writes something to be found again by `readSeat`. */
export async function writeSeat(url: string): Promise<void> {
  await ask(url, "create table seat as select 7 as number");
}

/** The number that `writeSeat` wrote: 7. */
export async function readSeat(url: string): Promise<unknown> {
  return (await ask(url, "select number from seat"))[0]?.number;
}
