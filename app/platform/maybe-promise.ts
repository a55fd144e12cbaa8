/** A value or a promise of it. */
export type MaybePromise<T> = T | Promise<T>;

/**
 * Continues with a value, synchronously if it is available. Most lookups of a request are cached, and awaiting an available
 * value costs more than using it.
 */
export function when<T, Next>(
  value: MaybePromise<T>,
  next: (value: T) => MaybePromise<Next>,
): MaybePromise<Next> {
  return value instanceof Promise ? value.then(next) : next(value);
}
