import type { Sql } from "postgres";
import type { Tx } from "./client.ts";
import type { FoldedStatement } from "./internal/folded.ts";

export type { FoldedStatement };

/** SQL condition: whether commits wait for a synchronous standby. */
export const HAS_STANDBY = "coalesce(current_setting('synchronous_standby_names', true), '') <> ''";

/**
 * Runs constant SQL, prepared once per connection, inside a Drizzle transaction and on that transaction's own client. For the
 * few statements whose speed matters; everything else is written with Drizzle.
 */
export async function runPrepared<Row>(
  tx: Tx,
  text: string,
  values: (string | number | null)[],
): Promise<Row[]> {
  const rows = await clientOf(tx).unsafe(text, values, { prepare: true });
  return rows as unknown as Row[];
}

/**
 * Runs several such statements in one round trip, including BEGIN if they are the first of their transaction; returns the rows
 * of each. Each has its own snapshot, taken after the previous one has ended; but they share one `statement_timestamp()`, from
 * before the first.
 */
export function runTogether(tx: Tx, statements: FoldedStatement[]): Promise<unknown[][]> {
  return clientOf(tx).together(statements);
}

/**
 * Sends the statement together with COMMIT, when the transaction's work is done. An error of it rejects the transaction; when
 * the connection is lost during it, the outcome is unknown, as during COMMIT alone.
 */
export function finishWith(tx: Tx, statement: FoldedStatement): void {
  clientOf(tx).finishWith(statement);
}

/**
 * Ends the transaction with ROLLBACK when its work is done, for one that has only read and locked: the locks would make COMMIT
 * wait for the disk. Any write is rolled back.
 */
export function endUnwritten(tx: Tx): void {
  clientOf(tx).endUnwritten();
}

/**
 * Writes an empty WAL record, so that COMMIT waits for the disk and for a synchronous standby as it does after a write. For
 * results that depend on rows written by another transaction: they can be visible without having reached the standby, if that
 * transaction's wait was cancelled.
 */
const EMPTY_RECORD = "pg_logical_emit_message(true, 'reservo', '')::text";

/** Ends a read-only transaction with a COMMIT that waits for the standby. */
export function finishConfirmed(tx: Tx): void {
  finishWith(tx, { name: "confirm", text: `select ${EMPTY_RECORD} as written`, values: [] });
}

/** Makes COMMIT wait for the synchronous standby, if there is one, although the transaction has only read. */
export async function confirmReads(tx: Tx): Promise<void> {
  await runPrepared(tx, `select ${EMPTY_RECORD} as written where ${HAS_STANDBY}`, []);
}

interface TransactionClient extends Pick<Sql, "unsafe"> {
  together(statements: FoldedStatement[]): Promise<unknown[][]>;
  finishWith(statement: FoldedStatement): void;
  endUnwritten(): void;
}

function clientOf(tx: Tx): TransactionClient {
  return (tx._.session as unknown as { client: TransactionClient }).client;
}
