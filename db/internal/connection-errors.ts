import postgres from "postgres";

/**
 * The connection died, or gave no answer in time, before COMMIT was sent: nothing was committed. A lone statement
 * that only reads rejects with it too. Running the whole transaction again is safe.
 */
export class ConnectionLost extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ConnectionLost";
  }
}

/**
 * The connection died while COMMIT was under way, or while a lone statement that writes was: it may have been kept or
 * not. Only a look at the data, on another connection, can tell.
 */
export class CommitUnknown extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "CommitUnknown";
  }
}

/**
 * The server committed, but stopped waiting for its synchronous standby: the transaction is visible now and would be
 * lost with this server. Running it again is no help while the standby is away.
 */
export class StandbyWaitCancelled extends CommitUnknown {
  constructor(options?: ErrorOptions) {
    super("The wait of a commit for a synchronous standby was cancelled.", options);
    this.name = "StandbyWaitCancelled";
  }
}

/** No connection of the pool came free within the time allowed. Nothing was sent. */
export class PoolExhausted extends Error {
  constructor(waitedMs: number) {
    super(`No database connection came free within ${waitedMs} ms.`);
    this.name = "PoolExhausted";
  }
}

/**
 * COMMIT was asked for and the server rolled back, because a statement had failed and its error was swallowed by the
 * work. `cause` is the first error of the transaction, where there is one.
 */
export class TransactionAborted extends Error {
  constructor(cause: unknown) {
    super("The transaction had failed before its COMMIT; the server rolled it back.", { cause });
    this.name = "TransactionAborted";
  }
}

/** The error and its causes, outermost first. Bounded, since a chain of causes may be a ring. */
function chainOf(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let next = error; next instanceof Error && chain.length < 8; next = next.cause) chain.push(next);
  return chain;
}

function serverError(error: unknown): postgres.PostgresError | undefined {
  return chainOf(error).find((link) => link instanceof postgres.PostgresError);
}

/**
 * The SQLSTATE, and the constraint where one was broken, of whatever Drizzle or postgres.js threw. Undefined when the
 * server said nothing, as with a lost connection.
 */
export function databaseError(error: unknown): { code: string; constraint?: string } | undefined {
  const found = serverError(error);
  if (!found) return undefined;
  return found.constraint_name
    ? { code: found.code, constraint: found.constraint_name }
    : { code: found.code };
}

/** True when the outcome is open: `CommitUnknown`, also inside Drizzle's wrapping. */
export function isCommitUnknown(error: unknown): boolean {
  return chainOf(error).some((link) => link instanceof CommitUnknown);
}

/** Returns whether a commit exists on the server without its standby's confirmation, also inside Drizzle's wrapping. */
export function isStandbyWaitCancelled(error: unknown): boolean {
  return chainOf(error).some((link) => link instanceof StandbyWaitCancelled);
}

/** The `ConnectionLost` inside an error, if that is what it comes from. */
export function connectionLostIn(error: unknown): ConnectionLost | undefined {
  return chainOf(error).find((link) => link instanceof ConnectionLost);
}

/** Serialization failure, deadlock, lock timeout, statement timeout, too many connections. */
const RETRYABLE_STATES = new Set(["40001", "40P01", "55P03", "57014", "53300"]);

/** The server's routines that refuse a prepared statement it no longer knows, or whose tables have changed since. */
const STALE_STATEMENT_ROUTINES = new Set(["FetchPreparedStatement", "RevalidateCachedQuery"]);

/** True when a session did not know a prepared statement any more, or its tables have changed since. */
export function isStaleStatement(error: unknown): boolean {
  return STALE_STATEMENT_ROUTINES.has(serverError(error)?.routine ?? "");
}

/** Returns whether no connection came free in time, also inside Drizzle's wrapping. */
export function isPoolExhausted(error: unknown): boolean {
  return chainOf(error).some((link) => link instanceof PoolExhausted);
}

/**
 * True when the error comes from the condition that the database or the way to it is in, and not from what it was asked:
 * the same may succeed later. Whether it was carried out is another question.
 */
export function isTransient(error: unknown): boolean {
  return isPoolExhausted(error) || isCommitUnknown(error) || isRetryable(error);
}

/**
 * True when nothing was committed and the whole transaction may be run again: a conflict, a timeout, a server that
 * shuts down or starts, a lost connection. False for `CommitUnknown`, whose outcome must be looked up first, and for
 * `PoolExhausted`, where trying again only adds to the crowd.
 */
export function isRetryable(error: unknown): boolean {
  if (isCommitUnknown(error)) return false;
  if (connectionLostIn(error)) return true;
  const found = serverError(error);
  if (!found) return false;
  if (isStaleStatement(error)) return true;
  return RETRYABLE_STATES.has(found.code) || found.code.startsWith("57P0") || found.code.startsWith("08");
}
