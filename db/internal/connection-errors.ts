import postgres from "postgres";

/**
 * The connection died, or did not respond in time, before COMMIT was sent: nothing was committed. A lone read-only statement
 * rejects with it too. Running the entire transaction again is safe.
 */
export class ConnectionLost extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ConnectionLost";
  }
}

/**
 * The connection died while COMMIT, or a lone statement that writes, was in flight: it may have been committed or not. Only
 * reading the data on another connection can show which.
 */
export class CommitUnknown extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "CommitUnknown";
  }
}

/**
 * The server committed, but stopped waiting for its synchronous standby: the transaction is visible now and would be lost with
 * this server. Running it again does not help while the standby is unavailable.
 */
export class StandbyWaitCancelled extends CommitUnknown {
  constructor(options?: ErrorOptions) {
    super("A commit's wait for a synchronous standby was cancelled.", options);
    this.name = "StandbyWaitCancelled";
  }
}

/** No connection of the pool became available within the allowed time. Nothing was sent. */
export class PoolExhausted extends Error {
  constructor(waitedMs: number) {
    super(`No database connection became available within ${waitedMs} ms.`);
    this.name = "PoolExhausted";
  }
}

/**
 * COMMIT was requested and the server rolled back, because a statement had failed and `work` had swallowed its error. `cause`
 * is the first error of the transaction, if there is one.
 */
export class TransactionAborted extends Error {
  constructor(cause: unknown) {
    super("The transaction had failed before its COMMIT; the server rolled it back.", { cause });
    this.name = "TransactionAborted";
  }
}

/** Returns the error and its causes, outermost first. Bounded, since a chain of causes may be cyclic. */
function chainOf(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let next = error; next instanceof Error && chain.length < 8; next = next.cause) chain.push(next);
  return chain;
}

function serverError(error: unknown): postgres.PostgresError | undefined {
  return chainOf(error).find((link) => link instanceof postgres.PostgresError);
}

/**
 * Returns the SQLSTATE, and the violated constraint if any, of an error of Drizzle or postgres.js. Undefined for errors that
 * are not the server's, such as a lost connection.
 */
export function databaseError(error: unknown): { code: string; constraint?: string } | undefined {
  const found = serverError(error);
  if (!found) return undefined;
  return found.constraint_name
    ? { code: found.code, constraint: found.constraint_name }
    : { code: found.code };
}

/** Returns true when the outcome is unknown: `CommitUnknown`, also wrapped by Drizzle. */
export function isCommitUnknown(error: unknown): boolean {
  return chainOf(error).some((link) => link instanceof CommitUnknown);
}

/** Returns whether a commit exists on the server without its standby's confirmation, also wrapped by Drizzle. */
export function isStandbyWaitCancelled(error: unknown): boolean {
  return chainOf(error).some((link) => link instanceof StandbyWaitCancelled);
}

/** Returns the `ConnectionLost` that caused an error, if there is one. */
export function connectionLostIn(error: unknown): ConnectionLost | undefined {
  return chainOf(error).find((link) => link instanceof ConnectionLost);
}

/** Serialization failure, deadlock, lock timeout, statement timeout, too many connections. */
const RETRYABLE_STATES = new Set(["40001", "40P01", "55P03", "57014", "53300"]);

/** The server's routines that reject a prepared statement that it no longer knows, or whose tables have changed since. */
const STALE_STATEMENT_ROUTINES = new Set(["FetchPreparedStatement", "RevalidateCachedQuery"]);

/** Returns true when a session no longer knew a prepared statement, or its tables have changed since. */
export function isStaleStatement(error: unknown): boolean {
  return STALE_STATEMENT_ROUTINES.has(serverError(error)?.routine ?? "");
}

/** Returns whether no connection became available in time, also wrapped by Drizzle. */
export function isPoolExhausted(error: unknown): boolean {
  return chainOf(error).some((link) => link instanceof PoolExhausted);
}

/**
 * Returns true when the error comes from the state of the database or of the connection to it, and not from the request: the
 * same request may succeed later. It does not say whether the request was executed.
 */
export function isTransient(error: unknown): boolean {
  return isPoolExhausted(error) || isCommitUnknown(error) || isRetryable(error);
}

/**
 * Returns true when nothing was committed and the entire transaction may be run again: a conflict, a timeout, a server that
 * shuts down or starts, a lost connection. False for `CommitUnknown`, whose outcome must be read first, and for
 * `PoolExhausted`, where a retry would only add load.
 */
export function isRetryable(error: unknown): boolean {
  if (isCommitUnknown(error)) return false;
  if (connectionLostIn(error)) return true;
  const found = serverError(error);
  if (!found) return false;
  if (isStaleStatement(error)) return true;
  return RETRYABLE_STATES.has(found.code) || found.code.startsWith("57P0") || found.code.startsWith("08");
}
