import type { Log } from "#app/platform/log.ts";
import type { ServerNotice } from "#db/client.ts";

const SILENT_FOR_MS = 60 * 60 * 1_000;
/** Messages may carry names of objects, so there may be any number of them. */
const MOST_REMEMBERED = 1_000;

/**
 * Returns what writes notices of the database into the log: warnings as warnings, everything else for debugging, and the
 * same one again after an hour at the earliest, since it may come with each transaction.
 */
export function logNotices(log: Log, now: () => number = () => performance.now()) {
  const loggedAt = new Map<string, number>();
  return (notice: ServerNotice): void => {
    const { severity, code, message, routine } = notice;
    const kind = `${code} ${routine} ${message}`;
    const last = loggedAt.get(kind);
    if (last !== undefined && now() - last < SILENT_FOR_MS) return;
    if (loggedAt.size >= MOST_REMEMBERED) loggedAt.clear();
    loggedAt.set(kind, now());
    const fields = { severity, sqlstate: code, routine, notice: message };
    if (severity === "WARNING") log.warn(fields, "the database warned");
    else log.debug(fields, "the database sent a notice");
  };
}
