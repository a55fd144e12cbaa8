import { V7Generator } from "uuidv7";

/** A stock of random numbers: requesting a few each time took longer than the rest of creating an id. */
const stock = new Uint32Array(1024);
let taken = stock.length;

function nextUint32(): number {
  if (taken === stock.length) {
    crypto.getRandomValues(stock);
    taken = 0;
  }
  return stock[taken++] as number;
}

const ids = new V7Generator({ nextUint32 });

/** Returns a new id: a UUID of version 7, so that rows created together are stored together. Ids are names, never secrets. */
export function newId(): string {
  return ids.generate().toString();
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Returns whether a text from outside has the form of an id; a query with anything else is an error of the database. */
export function isId(text: string): boolean {
  return UUID.test(text);
}

/** 2 to 9 and A to Z without I, L, O and U: 30 characters that are safe to read aloud or write by hand. */
const REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * Returns a booking's reference: 8 of 30 characters, about 6.6 × 10¹¹ combinations. It is a name, not a secret; a collision is
 * retried. 2³² is not a multiple of 30, which makes some characters likelier by one part in a hundred million.
 */
export function newReference(): string {
  let reference = "";
  while (reference.length < 8) reference += REFERENCE_ALPHABET[nextUint32() % 30];
  return reference;
}
