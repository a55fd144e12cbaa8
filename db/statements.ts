import type { Sql } from "postgres";
import type { Tx } from "./client.ts";
import type { FoldedStatement } from "./internal/folded.ts";

export type { FoldedStatement };

/** A condition in SQL: whether commits wait for a synchronous standby. */
export const HAS_STANDBY = "coalesce(current_setting('synchronous_standby_names', true), '') <> ''";

/**
 * Constant SQL, prepared once a connection, inside a Drizzle transaction and on that transaction's own client. For the
 * few statements whose speed matters; everything else is written with Drizzle.
 */
export async function runPrepared<Row>(
  tx: Tx,
  text: string,
  values: (string | number | null)[],
): Promise<Row[]> {
  const rows = await doorOf(tx).unsafe(text, values, { prepare: true });
  return rows as unknown as Row[];
}

/**
 * The same for several statements in one round trip, with BEGIN in it where they are the first of their transaction;
 * answers the rows of each. Each begins with a snapshot of its own, after the one before has ended; but their
 * `statement_timestamp()` is one, from before the first.
 */
export function runTogether(tx: Tx, statements: FoldedStatement[]): Promise<unknown[][]> {
  return doorOf(tx).together(statements);
}

/**
 * Sends the statement together with COMMIT, when the transaction's work is done. What it trips over rejects the
 * transaction; when the connection is lost under it, the outcome is unknown, as under COMMIT alone.
 */
export function finishWith(tx: Tx, statement: FoldedStatement): void {
  doorOf(tx).finishWith(statement);
}

/**
 * Ends the transaction with ROLLBACK when its work is done, for one that has only read and locked: COMMIT would wait for
 * the disk because of the locks. Whatever it wrote after all is undone.
 */
export function endUnwritten(tx: Tx): void {
  doorOf(tx).endUnwritten();
}

/**
 * Writes a record that means nothing, so that COMMIT waits for the disk and for a synchronous standby as it does after a
 * write. For an answer that rests on rows which another transaction has written: they can be visible without having
 * reached the standby, where that transaction's wait was cancelled.
 */
const MARK = "pg_logical_emit_message(true, 'reservo', '')::text";

/** Ends a transaction that has only read with a COMMIT that waits for the standby. */
export function finishConfirmed(tx: Tx): void {
  finishWith(tx, { name: "confirm", text: `select ${MARK} as written`, values: [] });
}

/** Makes COMMIT wait for the synchronous standby, where there is one, although the transaction has only read. */
export async function confirmReads(tx: Tx): Promise<void> {
  await runPrepared(tx, `select ${MARK} as written where ${HAS_STANDBY}`, []);
}

interface Door extends Pick<Sql, "unsafe"> {
  together(statements: FoldedStatement[]): Promise<unknown[][]>;
  finishWith(statement: FoldedStatement): void;
  endUnwritten(): void;
}

function doorOf(tx: Tx): Door {
  return (tx._.session as unknown as { client: Door }).client;
}
