import { format } from "node:util";

interface Speaker {
  error(...words: unknown[]): void;
  warn(...words: unknown[]): void;
}

/** Records what is written to a console's error and warn, and compares it with the expectations. */
export class ConsoleWatch {
  #lines: string[] = [];
  #expected: RegExp[] = [];

  /** Replaces the console's two methods; their output is recorded and not printed. */
  listen(speaker: Speaker): void {
    speaker.error = (...words) => this.#lines.push(`console.error: ${format(...words)}`);
    speaker.warn = (...words) => this.#lines.push(`console.warn: ${format(...words)}`);
  }

  expect(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  /** Returns one complaint per unexpected line and per unmet expectation, and resets both. */
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
