import { and, eq, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { NO_ORGANIZATION, settings } from "#db/schema/index.ts";

/** What an organisation, or the whole deployment (`NO_ORGANIZATION`), has set under a name; undefined when nothing. */
export async function findSetting(db: Db | Tx, organizationId: string, name: string): Promise<unknown> {
  const [row] = await db
    .select({ value: settings.value })
    .from(settings)
    .where(and(eq(settings.organizationId, organizationId), eq(settings.name, name)));
  return row?.value;
}

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

/** Maintenance mode of the deployment: while it is on, the engine refuses new bookings of every organisation. */
export function setMaintenance(db: Db, maintenance: Maintenance): Promise<void> {
  return putSetting(db, NO_ORGANIZATION, MAINTENANCE, maintenance);
}

export async function findMaintenance(db: Db, organizationId: string): Promise<Maintenance | undefined> {
  for (const id of [NO_ORGANIZATION, organizationId]) {
    const found = (await findSetting(db, id, MAINTENANCE)) as Maintenance | undefined;
    if (found?.enabled) return found;
  }
  return undefined;
}

/** The operator's switch: on puts maintenance mode into the database, off takes out what such a switch has put there. */
export async function switchMaintenanceByEnvironment(db: Db, on: boolean): Promise<void> {
  if (on) {
    return putSetting(db, NO_ORGANIZATION, MAINTENANCE, { enabled: true, message: null, by: "environment" });
  }
  const found = (await findSetting(db, NO_ORGANIZATION, MAINTENANCE)) as { by?: string } | undefined;
  if (found?.by === "environment") await deleteSetting(db, NO_ORGANIZATION, MAINTENANCE);
}

/** Whether anyone may read the organisation's proof, and not only who holds a key. */
export async function isProofPublic(db: Db, organizationId: string): Promise<boolean> {
  return (await findSetting(db, organizationId, "public-proof")) === true;
}
