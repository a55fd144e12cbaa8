/** Maximum durations of a transaction's statements, in milliseconds. 0 disables a limit. */
export interface TransactionLimits {
  statementTimeoutMs: number;
  lockTimeoutMs: number;
  idleInTransactionTimeoutMs: number;
}

export const DEFAULT_LIMITS: TransactionLimits = {
  statementTimeoutMs: 3000,
  lockTimeoutMs: 1500,
  idleInTransactionTimeoutMs: 5000,
};

export const NO_LIMITS: TransactionLimits = {
  statementTimeoutMs: 0,
  lockTimeoutMs: 0,
  idleInTransactionTimeoutMs: 0,
};

/** How long after the server's own timeout a silent connection is aborted. */
export const SILENCE_GRACE_MS = 2000;

/** Timeout for connecting, authentication and the first response together. */
export const CONNECT_TIMEOUT_MS = 3000;

/** Timeout for getting a connection of the pool. */
export const ACQUIRE_TIMEOUT_MS = 5000;

/** How long `close()` waits for busy connections. */
export const CLOSE_TIMEOUT_MS = 5000;

/** Returns the milliseconds after which a connection counts as silent; undefined for statements without a limit. */
export function answerWithin(limits: TransactionLimits): number | undefined {
  return limits.statementTimeoutMs > 0 ? limits.statementTimeoutMs + SILENCE_GRACE_MS : undefined;
}

function settings(limits: TransactionLimits, verb: "set" | "set local"): string {
  return (
    `${verb} statement_timeout = ${Math.round(limits.statementTimeoutMs)}; ` +
    `${verb} lock_timeout = ${Math.round(limits.lockTimeoutMs)}; ` +
    `${verb} idle_in_transaction_session_timeout = ${Math.round(limits.idleInTransactionTimeoutMs)}`
  );
}

/** Returns BEGIN and its limits in one round trip. Startup options would not pass PgBouncer; `set local` does. */
export function beginText(limits: TransactionLimits): string {
  return `begin; ${settings(limits, "set local")}`;
}

/**
 * Makes the session send its warnings, whatever the settings of the role or database are: only a warning reports that a commit
 * has not reached its standby.
 */
export const WARNINGS_TEXT = "set client_min_messages = notice";

/**
 * Returns the same limits for an entire session, so that the server also ends a lone statement whose client has disconnected.
 */
export function sessionText(limits: TransactionLimits): string {
  return `${settings(limits, "set")}; ${WARNINGS_TEXT}`;
}
