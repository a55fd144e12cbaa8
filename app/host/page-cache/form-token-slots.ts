import { randomBytes } from "node:crypto";

/** Random per process, so that no user content can contain one. Hexadecimal, so that no escaping changes it. */
const SLOT_PREFIX = `slot${randomBytes(28).toString("hex")}`;
const SLOT_PATTERN = new RegExp(`${SLOT_PREFIX}(\\d{4})`);

/** The slots of one rendering: placeholders for form tokens in the page, and the purpose of each. */
export class FormTokenSlots {
  readonly #purposes: string[] = [];

  /** Returns the placeholder that the page writes in place of a token for that purpose. */
  make(purpose: string): string {
    this.#purposes.push(purpose);
    return `${SLOT_PREFIX}${String(this.#purposes.length - 1).padStart(4, "0")}`;
  }

  /** Splits the page at its slots, and returns for each slot the index of its purpose. */
  cut(html: string): { texts: string[]; slots: number[] } {
    const pieces = html.split(SLOT_PATTERN);
    return {
      texts: pieces.filter((_, index) => index % 2 === 0),
      slots: pieces.filter((_, index) => index % 2 === 1).map(Number),
    };
  }

  purposes(): readonly string[] {
    return this.#purposes;
  }
}
