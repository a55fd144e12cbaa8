import type { Ctx } from "#app/platform/ctx.ts";
import { type Database, openDirect, type TransactionScope } from "#db/client.ts";

/**
 * Locks a resource from a session that is no engine's, until the function that it answers is called: somebody at a
 * database console does that, or another program.
 */
export function lockFromOutside(url: string, ctx: Ctx, id: string): Promise<() => Promise<void>> {
  return holdOutside(url, async (scope) => {
    const text = "select 1 from resources where organization_id = $1::uuid and id = $2 for update";
    const rows = await scope.query(text, [ctx.organizationId, id]);
    if (rows.length !== 1) throw new Error(`there is no resource ${id} to lock`);
  });
}

/** Locks what is kept of a person, in the same way: whoever has locked a resource for that person waits with it. */
export function lockPersonFromOutside(url: string, ctx: Ctx, person: string): Promise<() => Promise<void>> {
  return holdOutside(url, async (scope) => {
    const text =
      "select 1 from person_limits where organization_id = $1::uuid and person = decode($2, 'hex') for update";
    const rows = await scope.query(text, [ctx.organizationId, person]);
    if (rows.length !== 1) throw new Error(`nothing is kept of ${person} to lock`);
  });
}

/** Keeps everybody from writing to a table, in the same way; whoever reads it is not kept. */
export function lockTableFromOutside(url: string, table: string): Promise<() => Promise<void>> {
  return holdOutside(url, async (scope) => {
    await scope.query(`lock table ${table} in share mode`);
  });
}

async function holdOutside(
  url: string,
  lock: (scope: TransactionScope) => Promise<void>,
): Promise<() => Promise<void>> {
  const session = await openDirect(url, { applicationName: "outsider" });
  const [locked, isLocked] = signal();
  const [released, release] = signal();
  const transaction = session.transaction(async (scope) => {
    await lock(scope);
    isLocked();
    await released;
  });
  await Promise.race([locked, transaction]);
  return async () => {
    release();
    await transaction;
    await session.end();
  };
}

/** How many sessions of this file's database wait for a lock. */
export async function waitingForLocks(database: Database): Promise<number> {
  const rows = await database.pool.query(`select 1 from pg_stat_activity
    where wait_event_type = 'Lock' and datname = current_database()`);
  return rows.length;
}

function signal(): [heard: Promise<void>, give: () => void] {
  let give: () => void = () => {};
  const heard = new Promise<void>((resolve) => {
    give = resolve;
  });
  return [heard, give];
}
