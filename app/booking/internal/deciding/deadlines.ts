/** How far ahead the desk may set the deadline of a hold: a year, with its leap day. */
const MAX_DEADLINE_AHEAD_MS = 366 * 86_400_000;

/** Returns whether the desk may set the deadline, an instant in epoch milliseconds: in the future, at most a year ahead. */
export function isDeadline(until: number, now: number): boolean {
  return until > now && until <= now + MAX_DEADLINE_AHEAD_MS;
}
