import type { Sql } from "postgres";
import type { Tx } from "./client.ts";

/**
 * Runs constant SQL, prepared once a connection, inside a Drizzle transaction and on that transaction's own client.
 * For the few statements whose speed matters; everything else is written with Drizzle.
 */
export async function runPrepared<Row>(
  tx: Tx,
  text: string,
  values: (string | number | null)[],
): Promise<Row[]> {
  const rows = await clientOf(tx).unsafe(text, values, { prepare: true });
  return rows as unknown as Row[];
}

function clientOf(tx: Tx): Pick<Sql, "unsafe"> {
  return (tx._.session as unknown as { client: Pick<Sql, "unsafe"> }).client;
}
