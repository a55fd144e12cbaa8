import { V7Generator } from "uuidv7";

/** Random numbers in stock: asking for a few each time took longer than all else about an id. */
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

/** A new id: a UUID of version 7, so that rows made together lie together. Ids are names, never secrets. */
export function newId(): string {
  return ids.generate().toString();
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text from outside has the form of an id; asking the database with anything else is an error there. */
export function isId(text: string): boolean {
  return UUID.test(text);
}

/** 2 to 9 and A to Z without I, L, O and U: 30 characters that survive being read aloud or written by hand. */
const REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * A booking's reference: 8 of 30 characters, about 6.6 × 10¹¹ of them. A name, not a secret; a clash is tried again. 2³² is
 * no multiple of 30, which makes some letters likelier by one part in a hundred million.
 */
export function newReference(): string {
  let reference = "";
  while (reference.length < 8) reference += REFERENCE_ALPHABET[nextUint32() % 30];
  return reference;
}
