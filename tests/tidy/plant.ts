/** A file by its path and its text. In a bad one, the last line is the offence. */
type Plant = [path: string, text: string];

/** Files that break a rule, each judged alone, and files that come close and do not. */
export interface Plants {
  bad: Plant[];
  good: Plant[];
}
