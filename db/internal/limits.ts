/** How long a transaction's statements may take, in milliseconds. 0 switches that limit off. */
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

/** How long after the server should have given up a silent connection is given up, in milliseconds. */
export const SILENCE_GRACE_MS = 2000;

/** Reaching the server, signing in and the first answer together, in milliseconds. */
export const CONNECT_TIMEOUT_MS = 3000;

/** Waiting for a connection of the pool, in milliseconds. */
export const ACQUIRE_TIMEOUT_MS = 5000;

/** How long `close()` waits for connections that are still at work, in milliseconds. */
export const CLOSE_TIMEOUT_MS = 5000;

/** When a connection counts as silent: undefined for a statement without a limit. */
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

/** BEGIN and its limits in one round trip. Startup options would not pass PgBouncer; `set local` does. */
export function beginText(limits: TransactionLimits): string {
  return `begin; ${settings(limits, "set local")}`;
}

/**
 * Has the session send its warnings, whatever the role's or the database's settings say: that a commit has not reached
 * its standby is said in one, and nowhere else.
 */
export const WARNINGS_TEXT = "set client_min_messages = notice";

/** The same limits for a whole session, so that the server also ends a lone statement whose client has gone. */
export function sessionText(limits: TransactionLimits): string {
  return `${settings(limits, "set")}; ${WARNINGS_TEXT}`;
}
