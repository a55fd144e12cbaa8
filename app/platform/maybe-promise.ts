/** What is there already, or will be. */
export type MaybePromise<T> = T | Promise<T>;

/**
 * Goes on with a value, at once where it is there. What is asked of every request is mostly remembered, and waiting for
 * what is there costs more than using it.
 */
export function when<T, Next>(
  value: MaybePromise<T>,
  next: (value: T) => MaybePromise<Next>,
): MaybePromise<Next> {
  return value instanceof Promise ? value.then(next) : next(value);
}
