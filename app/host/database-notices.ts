import type { Log } from "#app/platform/log.ts";
import type { ServerNotice } from "#db/client.ts";

const SILENT_FOR_MS = 60 * 60 * 1_000;
/** Messages may contain object names, so their number is unbounded. */
const MAX_CACHED_MESSAGES = 1_000;

/**
 * Returns a function that logs notices of the database: warnings as warnings, everything else at debug level, and the same
 * message at most once an hour, since it may come with every transaction.
 */
export function logNotices(log: Log, now: () => number = () => performance.now()) {
  const loggedAt = new Map<string, number>();
  return (notice: ServerNotice): void => {
    const { severity, code, message, routine } = notice;
    const kind = `${code} ${routine} ${message}`;
    const last = loggedAt.get(kind);
    if (last !== undefined && now() - last < SILENT_FOR_MS) return;
    if (loggedAt.size >= MAX_CACHED_MESSAGES) loggedAt.clear();
    loggedAt.set(kind, now());
    const fields = { severity, sqlstate: code, routine, notice: message };
    if (severity === "WARNING") log.warn(fields, "database warning");
    else log.debug(fields, "database notice");
  };
}
