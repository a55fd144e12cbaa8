import { type Db, drizzleOver, drizzleTables } from "./internal/drizzle-adapter.ts";
import type { Row, Rows } from "./internal/guarded-client.ts";
import {
  ACQUIRE_TIMEOUT_MS,
  DEFAULT_LIMITS,
  sessionText,
  type TransactionLimits,
} from "./internal/limits.ts";
import type { ServerNotice } from "./internal/notices.ts";
import { applyTables } from "./internal/parser-tables.ts";
import { ClientPool, type PoolObserver, type PoolStats } from "./internal/pool.ts";
import { PoolShare } from "./internal/pool-share.ts";
import { runLone } from "./internal/statements.ts";
import { runTransaction, type StatementOptions, type TransactionScope } from "./internal/transaction.ts";
import { shareState } from "./per-database.ts";

export {
  CommitUnknown,
  ConnectionLost,
  databaseError,
  isCommitUnknown,
  isPoolExhausted,
  isRetryable,
  isStandbyWaitCancelled,
  isTransient,
  PoolExhausted,
  StandbyWaitCancelled,
  TransactionAborted,
} from "./internal/connection-errors.ts";
export { type DirectClient, openDirect } from "./internal/direct-client.ts";
export type { Db, Tx } from "./internal/drizzle-adapter.ts";
export { NO_LIMITS, type TransactionLimits } from "./internal/limits.ts";
export type { ServerNotice } from "./internal/notices.ts";
export type { PoolObserver, TransactionScope };

export interface DatabaseOptions {
  url: string;
  /** Maximum number of open connections. */
  max: number;
  /** Off where sessions are shared (PgBouncer): no prepared statement is used then. On by default. */
  prepare?: boolean;
  /** Name of these connections in the server's pg_stat_activity; `reservo` by default. */
  applicationName?: string;
  /** Milliseconds to wait for a connection; 5,000 by default. */
  acquireTimeoutMs?: number;
  /** Receives measurements of the use of connections. */
  observe?: PoolObserver;
  /** Called for each notice of the server; without it they are dropped, except those about a commit. */
  onNotice?: (notice: ServerNotice) => void;
}

/**
 * Statements below Drizzle. Parameters are sent as text, exactly as given; timestamps and numerics are returned as text, JSON
 * is returned parsed.
 */
interface Pool {
  /**
   * Runs one statement in a transaction of its own. Throws ConnectionLost, or CommitUnknown when it may have written;
   * PoolExhausted; the server's error.
   */
  query<R = Row>(text: string, params?: readonly unknown[], options?: StatementOptions): Promise<Rows<R>>;
  /**
   * Runs a transaction without Drizzle. Throws ConnectionLost, CommitUnknown, TransactionAborted, PoolExhausted, the server's
   * error, or the error of `work`.
   */
  transaction<T>(
    work: (scope: TransactionScope) => Promise<T>,
    limits?: Partial<TransactionLimits>,
  ): Promise<T>;
  stats(): PoolStats;
}

export interface Database {
  /** Drizzle. A transaction runs on one connection from BEGIN to COMMIT, or not at all; errors as in `Pool`. */
  db: Db;
  /**
   * The same for read-only requests. It uses at most half of the connections, so that a rush of readers leaves the other half
   * to bookings. Caches per database are the same through both.
   */
  reads: Db;
  pool: Pool;
  /** Returns the same database and pool with other limits for its transactions. Lone statements keep the default ones. */
  withLimits(limits: Partial<TransactionLimits>): Db;
  /** Resolves when the database responds; throws when it does not within `timeoutMs` (2,000 by default). */
  ping(timeoutMs?: number): Promise<void>;
  /** Closes idle connections, waits for busy ones (at most 5 s), then aborts those. */
  close(): Promise<void>;
}

/** Maximum share of the connections for reads. A pool of one is not divided. */
const READS_SHARE = 0.5;

/** Creates a database without connecting: connections are opened when needed, and replaced when they die. */
export function openDatabase(options: DatabaseOptions): Database {
  const prepare = options.prepare ?? true;
  const tables = drizzleTables();
  const acquireTimeoutMs = options.acquireTimeoutMs ?? ACQUIRE_TIMEOUT_MS;
  const clients = new ClientPool(
    {
      url: options.url,
      prepare,
      applicationName: options.applicationName ?? "reservo",
      // A session setting would leak into other clients' sessions through PgBouncer.
      firstStatement: prepare ? sessionText(DEFAULT_LIMITS) : "select 1",
      patch: (client) => applyTables(client, tables),
      onNotice: options.onNotice,
    },
    options.max,
    acquireTimeoutMs,
    options.observe,
  );
  const share = new PoolShare(Math.max(1, Math.floor(options.max * READS_SHARE)), acquireTimeoutMs);
  const pool: Pool = {
    query: async <R>(text: string, params: readonly unknown[] = [], how: StatementOptions = {}) =>
      (await clients.withClient((client) => runLone(client, { text, params, ...how }))) as Rows<R>,
    transaction: (work, limits = {}) =>
      clients.withClient((client) => runTransaction(client, { ...DEFAULT_LIMITS, ...limits }, work)),
    stats: () => {
      const stats = clients.stats();
      return { ...stats, waiting: stats.waiting + share.waiting };
    },
  };
  const withLimits = (limits: Partial<TransactionLimits>) =>
    drizzleOver({
      run: (statement) => clients.withClient((client) => runLone(client, statement)),
      transaction: (work) => pool.transaction(work, limits),
    });
  const db = withLimits({});
  const reads = drizzleOver({
    run: (statement) => share.within(() => clients.withClient((client) => runLone(client, statement))),
    transaction: (work) => share.within(() => pool.transaction(work)),
  });
  return {
    db,
    reads: shareState(reads, db),
    pool,
    withLimits,
    ping: (timeoutMs = 2000) => within(timeoutMs, pool.query("select 1")),
    close: () => clients.close(),
  };
}

async function within(timeoutMs: number, answer: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`The database did not respond within ${timeoutMs} ms.`)),
      timeoutMs,
    );
  });
  try {
    await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}
