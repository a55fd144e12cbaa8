import { openDatabase } from "#db/client.ts";
import { baselineOn } from "./baseline.ts";
import type { BenchServer } from "./databases.ts";
import { engineOn, hasHolds } from "./engine-subject.ts";
import { FULL, FULL_CAPACITY, HOT, ORGANIZATION, SPREAD } from "./fill.ts";
import type { Implementation, Subject } from "./subject.ts";

/** The tables that a booking writes to, and which of their rows are new. */
const TABLES = {
  resources: "created_at > now() - interval '12 hours'",
  bookings: "created_at > now() - interval '12 hours'",
  reservations: "created_at > now() - interval '12 hours'",
  ledger: "at > now() - interval '12 hours'",
  history: "at > now() - interval '12 hours'",
  outbox: "true",
  resource_days: "true",
  idempotency_keys: "created_at > now() - interval '12 hours'",
  people: "name not like 'Guest %'",
  link_tokens: "created_at > now() - interval '12 hours'",
};
/** Ids, hashes, moments, and what else differs from one call to the next. */
const DIFFERENT = /(^|_)(id|hash|at|reference|fingerprint|head|email)$/;
const NAMES = ["organization_id", "resource_id", "client_id"];

/**
 * Throws when engine and baseline, given the same calls, leave different rows: then their speeds could not be compared.
 */
export async function expectSameRows(server: BenchServer): Promise<void> {
  const engine = await rowsOf(server, "engine");
  const baseline = await rowsOf(server, "baseline");
  for (const table of Object.keys(TABLES)) {
    const [left, right] = [engine[table], baseline[table]];
    if (left !== right) throw new Error(`In ${table} the engine wrote\n${left}\nand the baseline\n${right}`);
  }
}

async function rowsOf(server: BenchServer, implementation: Implementation): Promise<Record<string, string>> {
  const copy = await server.copy(20_000);
  const database = openDatabase({ url: copy.url, max: 1 });
  try {
    await book(implementation === "engine" ? engineOn(database.db) : baselineOn(database.db));
    const rows: Record<string, string> = {};
    for (const [table, condition] of Object.entries(TABLES)) {
      const found = await copy.sql.unsafe(`select * from ${table} where ${condition}`);
      rows[table] = found.map(describe).sort().join("\n");
    }
    return rows;
  } finally {
    await database.close();
    await copy.drop();
  }
}

/** Every command that is measured, and a refusal. */
async function book(subject: Subject): Promise<void> {
  const organizationId = ORGANIZATION;
  const claims = SPREAD.slice(0, 3).map((resourceId) => ({ resourceId, quantity: 2 }));
  const { bookingId = "" } = await subject.book({ organizationId, claims });
  await subject.cancel({ organizationId, bookingId });
  await subject.book({ organizationId, claims: [{ resourceId: FULL, quantity: FULL_CAPACITY }] });
  await subject.book({ organizationId, claims: [{ resourceId: FULL, quantity: 1 }] });
  if (!hasHolds) return;
  const held = await subject.hold({ organizationId, claims: [{ resourceId: HOT, quantity: 1 }] });
  await subject.confirm({ organizationId, bookingId: held.bookingId ?? "" });
  await subject.hold({ organizationId, claims: [{ resourceId: HOT, quantity: 3 }] });
}

function describe(row: Record<string, unknown>): string {
  const shown = Object.entries(row).map(([column, value]) => {
    const comparable = !DIFFERENT.test(column) || NAMES.includes(column);
    const shown = value !== null && typeof value === "object" ? Object.keys(value).sort() : value;
    return `${column}=${comparable ? shown : value === null ? "none" : "some"}`;
  });
  return shown.join(" ");
}
