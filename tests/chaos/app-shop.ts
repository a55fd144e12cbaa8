import { sql } from "drizzle-orm";
import { afterEach, beforeEach, vi } from "vitest";
import type { Database } from "#db/client.ts";
import { type RunningApp, type StartAppOptions, startApp } from "#tests/support/app.ts";
import { openAppDatabase } from "#tests/support/app-database.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { type FormResponse, type OpenForm, sendBookingForm } from "#tests/support/guests.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { processesOn } from "./embedded-postgres-processes.ts";

/** All requests of a test come from one address; the first start may build. */
export const QUIET = {
  env: { RESERVO_DEMO: "0", RATE_LIMITS: "off", LOG_LEVEL: "warn" },
  readyWithin: 180_000,
};

export interface Shop {
  app: RunningApp;
  made: MadeEvent;
  slug: string;
}

/** A data folder of its own for each test, and the apps that the test starts on it; all of it is ended and removed after. */
export class Street {
  dataDir = "";
  #apps: RunningApp[] = [];
  #remove = async () => {};

  async make(): Promise<void> {
    const folder = await temporaryFolder("app-crash");
    this.dataDir = folder.path;
    this.#remove = folder.remove;
  }

  /** Starts an app on the folder, beside those that run there already. */
  async start(options: StartAppOptions = {}): Promise<RunningApp> {
    const env = { ...QUIET.env, ...options.env };
    const app = await startApp({ ...QUIET, dataDir: this.dataDir, ...options, env });
    this.#apps.push(app);
    return app;
  }

  /** Starts an app with one published event. */
  async openShop(capacity: number): Promise<Shop> {
    const app = await this.start();
    return beside(app, async ({ db }) => {
      const ctx = await makeOrganization(db);
      const made = await makeEvent(ctx, { capacity });
      return { app, made, slug: made.event.slug };
    });
  }

  /** Resolves when no process of the folder's database is left. */
  databaseEnded(): Promise<true> {
    return waitUntil("the database to end", () => processesOn(this.dataDir).length === 0, 20_000);
  }

  async unmake(): Promise<void> {
    for (const app of this.#apps.splice(0)) await app.stop();
    await this.databaseEnded();
    await this.#remove();
  }
}

/** Gives each test of the file a street of its own, and time for a first start that builds. */
export function streetOfEachTest(): Street {
  vi.setConfig({ testTimeout: 240_000 });
  const street = new Street();
  beforeEach(() => street.make());
  afterEach(() => street.unmake());
  return street;
}

/** Does something on a connection of its own to the database of a running app. */
export async function beside<T>(app: RunningApp, work: (database: Database) => Promise<T>): Promise<T> {
  const database = openAppDatabase(app.dataDir);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

export async function referencesIn(app: RunningApp): Promise<string[]> {
  return beside(app, async ({ db }) => {
    const rows = await db.execute<{ reference: string }>(
      sql`select reference from bookings order by created_at`,
    );
    return rows.map((row) => row.reference);
  });
}

export interface Rush {
  /** What was answered, by the guest's address. */
  answered: Map<string, FormResponse>;
  /** Who got no answer. */
  unanswered: string[];
  /** Resolves when every guest has an answer or has met a broken connection. */
  over: Promise<void>;
}

/** Guests who book one seat each, one after the other at so many counters, until the app is gone or all have been. */
export function rush(form: OpenForm, input: { guests: number; counters: number }): Rush {
  const answered = new Map<string, FormResponse>();
  const unanswered: string[] = [];
  let next = 0;
  let gone = false;
  const counter = async () => {
    while (!gone && next < input.guests) {
      const email = `guest${next++}@example.org`;
      try {
        answered.set(email, await sendBookingForm(form, email));
      } catch {
        unanswered.push(email);
        gone = true;
      }
    }
  };
  const over = Promise.all(Array.from({ length: input.counters }, counter)).then(() => {});
  return { answered, unanswered, over };
}
