/**
 * Asks again and again until the answer is something other than undefined, false or null, and answers it. Throws after
 * `ms`, with what was waited for. The condition may throw: then the last error is told too.
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
