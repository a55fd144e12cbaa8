import { uuidv7 } from "uuidv7";

/** A new id: a UUID of version 7, so that rows made together lie together. Ids are names, never secrets. */
export function newId(): string {
  return uuidv7();
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text from outside has the form of an id; asking the database with anything else is an error there. */
export function isId(text: string): boolean {
  return UUID.test(text);
}

/** 2 to 9 and A to Z without I, L, O and U: 30 characters that survive being read aloud or written by hand. */
const REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Random bytes in stock: asking for a few each time took longer than all else about a reference. */
const stock = new Uint8Array(4096);
let taken = stock.length;

function randomByte(): number {
  if (taken === stock.length) {
    crypto.getRandomValues(stock);
    taken = 0;
  }
  return stock[taken++] as number;
}

/** A booking's reference: 8 of 30 characters, about 6.6 × 10¹¹ of them. A name, not a secret; a clash is tried again. */
export function newReference(): string {
  let reference = "";
  while (reference.length < 8) {
    const byte = randomByte();
    // 240 is the largest multiple of 30 below 256: bytes above it would make the first characters likelier.
    if (byte < 240) reference += REFERENCE_ALPHABET[byte % 30];
  }
  return reference;
}
