import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { type Change, record } from "#app/audit-log/record.server.ts";
import { type Ctx, transact } from "#app/platform/ctx.ts";
import type { Db, Tx } from "#db/client.ts";
import { NO_ORGANIZATION, settings } from "#db/schema/index.ts";
import { waitForOpenTransactions } from "./open-transactions.server.ts";

/** Returns a setting of an organisation, or of the deployment (`NO_ORGANIZATION`); undefined if it is not set. */
export async function findSetting(db: Db | Tx, organizationId: string, name: string): Promise<unknown> {
  const [row] = await db
    .select({ value: settings.value })
    .from(settings)
    .where(and(eq(settings.organizationId, organizationId), eq(settings.name, name)));
  return row?.value;
}

/** Sets a setting of an organisation, or of the deployment (`NO_ORGANIZATION`), and increases its version. */
export async function putSetting(
  db: Db | Tx,
  organizationId: string,
  name: string,
  value: unknown,
): Promise<void> {
  await db
    .insert(settings)
    .values({ organizationId, name, value })
    .onConflictDoUpdate({
      target: [settings.organizationId, settings.name],
      set: { value, version: sql`${settings.version} + 1`, updatedAt: sql`now()` },
    });
}

/**
 * Replaces a setting of the deployment if it still has this version, or creates it. Returns false if another instance was
 * first.
 */
export async function replaceSetting(
  db: Db,
  name: string,
  version: number,
  value: unknown,
): Promise<boolean> {
  const written = await db
    .insert(settings)
    .values({ organizationId: NO_ORGANIZATION, name, value, version: version + 1 })
    .onConflictDoUpdate({
      target: [settings.organizationId, settings.name],
      set: { value, version: version + 1, updatedAt: sql`now()` },
      setWhere: eq(settings.version, version),
    })
    .returning({ version: settings.version });
  return written.length > 0;
}

/** Deletes a setting. Returns whether it existed. */
export async function deleteSetting(db: Db | Tx, organizationId: string, name: string): Promise<boolean> {
  const gone = await db
    .delete(settings)
    .where(and(eq(settings.organizationId, organizationId), eq(settings.name, name)))
    .returning({ name: settings.name });
  return gone.length > 0;
}

const MAINTENANCE = "maintenance";

export interface Maintenance {
  enabled: boolean;
  message: string | null;
}

/** The state of maintenance mode. */
export interface MaintenanceSwitch extends Maintenance {
  /** The database time of its last change; null if it was never set. */
  updatedAt: Date | null;
}

/**
 * Sets maintenance mode of an organisation, or of the deployment (`NO_ORGANIZATION`): while it is on, the engine refuses
 * new bookings on every instance. Resolves when every transaction open at its commit has ended, after 5 s at the latest:
 * earlier decisions are committed by then, and from then on nothing is accepted.
 */
export async function setMaintenance(
  db: Db,
  organizationId: string,
  maintenance: Maintenance,
): Promise<MaintenanceSwitch> {
  await putMaintenance(db, organizationId, maintenance);
  await waitForOpenTransactions(db);
  return getMaintenance(db, organizationId);
}

/** Sets maintenance mode of an organisation as `setMaintenance` does, with a row in the audit log. */
export async function changeMaintenance(ctx: Ctx, maintenance: Maintenance): Promise<void> {
  const { organizationId: id } = ctx;
  await transact(ctx, async (tx) => {
    const before = await getMaintenance(tx.db, id);
    await putMaintenance(tx.tx, id, maintenance);
    const change = maintenanceChange(before, await getMaintenance(tx.db, id));
    if (change) await record(tx, { ...change, object: { kind: "organization", id } });
  });
  await waitForOpenTransactions(ctx.db);
}

function putMaintenance(
  db: Db | Tx,
  organizationId: string,
  { enabled, message }: Maintenance,
): Promise<void> {
  return putSetting(db, organizationId, MAINTENANCE, { enabled, message: enabled ? message : null });
}

function maintenanceChange(before: Maintenance, after: Maintenance): Omit<Change, "object"> | undefined {
  if (before.enabled !== after.enabled)
    return { action: after.enabled ? "maintenance.started" : "maintenance.ended" };
  if (before.message === after.message) return undefined;
  return { action: "maintenance.changed", after: { fields: ["message"] } };
}

/** Returns the maintenance mode of the organisation itself, or of the deployment; off if it was never set. */
export async function getMaintenance(db: Db, organizationId: string): Promise<MaintenanceSwitch> {
  const [row] = await db
    .select({ value: settings.value, updatedAt: settings.updatedAt })
    .from(settings)
    .where(and(eq(settings.organizationId, organizationId), eq(settings.name, MAINTENANCE)));
  const found = row?.value as Maintenance | undefined;
  const enabled = found?.enabled ?? false;
  return { enabled, message: enabled ? (found?.message ?? null) : null, updatedAt: row?.updatedAt ?? null };
}

/** Returns the active maintenance mode that applies to an organisation, its own or the deployment's; undefined if none. */
export async function findMaintenance(db: Db, organizationId: string): Promise<Maintenance | undefined> {
  const rows = await db
    .select({ value: settings.value })
    .from(settings)
    .where(
      and(
        inArray(settings.organizationId, [NO_ORGANIZATION, organizationId]),
        eq(settings.name, MAINTENANCE),
        sql`(${settings.value} ->> 'enabled')::boolean`,
      ),
    )
    // The deployment's takes precedence.
    .orderBy(desc(eq(settings.organizationId, NO_ORGANIZATION)))
    .limit(1);
  return rows[0]?.value as Maintenance | undefined;
}

/** Applies the operator's environment variable: on enables maintenance mode, off removes only what the variable enabled. */
export async function switchMaintenanceByEnvironment(db: Db, on: boolean): Promise<void> {
  if (on) {
    return putSetting(db, NO_ORGANIZATION, MAINTENANCE, { enabled: true, message: null, by: "environment" });
  }
  const found = (await findSetting(db, NO_ORGANIZATION, MAINTENANCE)) as { by?: string } | undefined;
  if (found?.by === "environment") await deleteSetting(db, NO_ORGANIZATION, MAINTENANCE);
}

/** Returns whether the organisation's proof can be read without a key. */
export async function isProofPublic(db: Db, organizationId: string): Promise<boolean> {
  return (await findSetting(db, organizationId, "public-proof")) === true;
}
