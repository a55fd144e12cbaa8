/**
 * Throws unless the condition holds. A failure is a bug, never the visitor's mistake: it is logged with the request id, and the
 * visitor gets a generic 500. Never use it to check input from a person or a program.
 */
export function assert(condition: unknown, whatMustHold: string): asserts condition {
  if (!condition) throw new AssertionFailed(whatMustHold);
}

class AssertionFailed extends Error {
  constructor(whatMustHold: string) {
    super(`Assertion failed: ${whatMustHold}`);
    this.name = "AssertionFailed";
  }
}
