import { readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { openAppDatabase } from "#tests/support/app-database.ts";
import type { ReceivedMail } from "#tests/support/smtp.ts";
import { waitUntil } from "#tests/support/wait-until.ts";

/** The names under which the global set-up hands the shared app to the workers. */
export const SHARED_URL = "RESERVO_E2E_URL";
export const SHARED_MAIL = "RESERVO_E2E_MAIL";
export const SHARED_ORGANISER = "RESERVO_E2E_ORGANISER";
export const SHARED_DATA = "RESERVO_E2E_DATA";

/** The address of the app that all tests share, without a slash at the end. */
export function sharedAppUrl(): string {
  return fromSetup(SHARED_URL);
}

/** The file that holds the browser state of the shared app's signed-in owner. */
export function sharedOrganiser(): string {
  return fromSetup(SHARED_ORGANISER);
}

/** Makes every hold on the event overdue, in the shared app's database, as if its time had passed. */
export async function makeHoldsOverdue(eventId: string): Promise<void> {
  const database = openAppDatabase(fromSetup(SHARED_DATA));
  try {
    await database.db.execute(sql`
      update bookings set expires_at = date_trunc('milliseconds', clock_timestamp()) - interval '10 ms'
      where fate = 'pending' and scope = ${eventId}`);
  } finally {
    await database.close();
  }
}

/** The first mail of the shared app that the predicate accepts, waiting for it at most `ms`. */
export function waitForSharedMail(
  accepts: (mail: ReceivedMail) => boolean,
  ms = 10_000,
): Promise<ReceivedMail> {
  const file = fromSetup(SHARED_MAIL);
  return waitUntil(
    "a mail of the shared app",
    () =>
      readFileSync(file, "utf8")
        .split("\n")
        .slice(0, -1)
        .map((line): ReceivedMail => JSON.parse(line, asBytes))
        .find(accepts),
    ms,
  );
}

/** JSON writes an attachment's bytes as an object. */
function asBytes(_key: string, value: unknown): unknown {
  const isBytes = typeof value === "object" && value !== null && "type" in value && value.type === "Buffer";
  return isBytes && "data" in value && Array.isArray(value.data) ? Buffer.from(value.data) : value;
}

function fromSetup(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: the global set-up has not run`);
  return value;
}
