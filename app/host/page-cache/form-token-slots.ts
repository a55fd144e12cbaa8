import { randomBytes } from "node:crypto";

/** Of this process alone, so that nobody can write one into a page. Hexadecimal, so that no escaping changes it. */
const SIGN = `slot${randomBytes(28).toString("hex")}`;
const HOLE = new RegExp(`${SIGN}(\\d{4})`);

/** The slots of one rendering: what stands for a token in the page, and what each is for. */
export class FormTokenSlots {
  readonly #purposes: string[] = [];

  /** What the page writes in the place of a token for that purpose. */
  make(purpose: string): string {
    this.#purposes.push(purpose);
    return `${SIGN}${String(this.#purposes.length - 1).padStart(4, "0")}`;
  }

  /** The page between its slots, and which of the purposes each slot has. */
  cut(html: string): { texts: string[]; slots: number[] } {
    const pieces = html.split(HOLE);
    return {
      texts: pieces.filter((_, index) => index % 2 === 0),
      slots: pieces.filter((_, index) => index % 2 === 1).map(Number),
    };
  }

  purposes(): readonly string[] {
    return this.#purposes;
  }
}
