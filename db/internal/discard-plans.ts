const FIRST_MS = 500;
const INTERVAL_MS = 60_000;

/**
 * Returns the age, in milliseconds, at which a connection of age `ageMs` discards its plans next: 0.5, 1, 2, 4 … 60 s and then
 * each minute. Plans made while tables were small would otherwise stay for the life of the connection.
 */
export function nextDiscardAge(ageMs: number): number {
  if (ageMs >= INTERVAL_MS) return (Math.floor(ageMs / INTERVAL_MS) + 1) * INTERVAL_MS;
  let due = FIRST_MS;
  while (due <= ageMs) due *= 2;
  return Math.min(due, INTERVAL_MS);
}
