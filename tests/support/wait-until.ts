/**
 * Polls until the result is something other than undefined, false or null, and returns it. Throws after `ms`, with what was
 * waited for. The condition may throw: then its last error is the cause.
 */
export async function waitUntil<T>(
  what: string,
  condition: () => T | Promise<T>,
  ms = 10_000,
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = Date.now() + ms;
  let trouble: unknown;
  for (;;) {
    try {
      const answer = await condition();
      if (answer !== undefined && answer !== null && answer !== false) {
        return answer as NonNullable<Exclude<T, false>>;
      }
      trouble = undefined;
    } catch (error) {
      trouble = error;
    }
    if (Date.now() >= deadline) throw new Error(`waited ${ms} ms for ${what}`, { cause: trouble });
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
