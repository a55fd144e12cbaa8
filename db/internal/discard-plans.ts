const FIRST_MS = 500;
const EVERY_MS = 60_000;

/**
 * The age, in milliseconds, at which a connection that is `ageMs` old forgets its plans next: 0.5, 1, 2, 4 … 60 s and
 * then each minute. Plans made while tables were small would otherwise stay for the life of the connection.
 */
export function nextDiscardAge(ageMs: number): number {
  if (ageMs >= EVERY_MS) return (Math.floor(ageMs / EVERY_MS) + 1) * EVERY_MS;
  let due = FIRST_MS;
  while (due <= ageMs) due *= 2;
  return Math.min(due, EVERY_MS);
}
