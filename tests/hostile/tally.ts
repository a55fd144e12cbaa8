/** What was tried at an entry point. */
export interface Tally {
  name: string;
  fields: number;
  /** How many pairs of a field and a value were sent, refused with a message, and accepted. */
  tried: number;
  refused: number;
  accepted: number;
  milliseconds: number;
}

/** Counts what is tried at an entry point. */
export class TallyKeeper implements Tally {
  fields = 0;
  refused = 0;
  accepted = 0;
  milliseconds = 0;
  readonly #pairs = new Set<string>();

  constructor(readonly name: string) {}

  get tried(): number {
    return this.#pairs.size;
  }

  note(field: string, value: string): void {
    this.#pairs.add(`${field} ${value}`);
  }
}

/** Returns a table of what was tried, for the output of the tests. */
export function tableOf(title: string, tallies: readonly Tally[]): string {
  const sums: Tally = { name: title, fields: 0, tried: 0, refused: 0, accepted: 0, milliseconds: 0 };
  for (const tally of tallies) {
    for (const key of COLUMNS) sums[key] += tally[key];
  }
  const cell = (text: string | number) => String(text).padStart(8);
  const line = (tally: Tally) =>
    tally.name.padEnd(46) + COLUMNS.map((key) => cell(Math.round(tally[key]))).join("");
  const head = "entry point".padEnd(46) + ["fields", "tried", "refused", "accepted", "ms"].map(cell).join("");
  return [head, ...tallies.map(line), line(sums)].join("\n");
}

const COLUMNS = ["fields", "tried", "refused", "accepted", "milliseconds"] as const;
