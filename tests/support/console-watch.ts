import { format } from "node:util";

interface Speaker {
  error(...words: unknown[]): void;
  warn(...words: unknown[]): void;
}

/** Keeps what is written to a console's error and warn, and compares it with what was expected. */
export class ConsoleWatch {
  #lines: string[] = [];
  #expected: RegExp[] = [];

  /** Takes the place of the console's two methods; what they are given is kept and not printed. */
  listen(speaker: Speaker): void {
    speaker.error = (...words) => this.#lines.push(`console.error: ${format(...words)}`);
    speaker.warn = (...words) => this.#lines.push(`console.warn: ${format(...words)}`);
  }

  expect(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  /** Answers one complaint for each unexpected line and each expectation that was not met, and begins anew. */
  settle(): string[] {
    const [lines, expected] = [this.#lines, this.#expected];
    this.#lines = [];
    this.#expected = [];
    return [
      ...lines.filter((line) => !expected.some((pattern) => pattern.test(line))),
      ...expected
        .filter((pattern) => !lines.some((line) => pattern.test(line)))
        .map((pattern) => `expected a line on the console that matches ${pattern}, and none came`),
    ];
  }
}
