/**
 * States what cannot be otherwise. What fails here is our mistake, never a visitor's: it is logged with its id and the
 * visitor sees a calm 500. Never call it with something that a person or a program sent.
 */
export function assert(condition: unknown, whatMustHold: string): asserts condition {
  if (!condition) throw new AssertionFailed(whatMustHold);
}

class AssertionFailed extends Error {
  constructor(whatMustHold: string) {
    super(`This must hold and does not: ${whatMustHold}`);
    this.name = "AssertionFailed";
  }
}
