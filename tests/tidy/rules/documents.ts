import type { Offence, SourceFile } from "./source-file.ts";

const INDEX = "docs/decisions/README.md";
const DECISION = /^docs\/decisions\/(\d{4})-[a-z0-9-]+\.md$/;
const RELATIONS = { Supersedes: "Superseded by", Amends: "Amended by" } as const;

interface Decision {
  file: SourceFile;
  number: string;
  title: string;
  date: string;
  /** The numbers after each sentence that follows the date, by how the sentence begins. */
  relations: Map<string, string[]>;
}

/**
 * Checks that each decision begins with `# NNNN: Title`, the number being that of its file name, an empty line, the date, and
 * optionally sentences such as `Supersedes 0003.`, and that a relation between two decisions is recorded in both.
 */
export function decisionHeads(files: readonly SourceFile[]): Offence[] {
  const decisions = readDecisions(files);
  const offences = files.flatMap((file) =>
    DECISION.test(file.path) && !decisions.some((decision) => decision.file === file)
      ? [offence(file, 1, "does not begin with `# NNNN: Title`, an empty line and `YYYY-MM-DD`")]
      : [],
  );
  return [...offences, ...decisions.flatMap((decision) => oneSidedRelations(decision, decisions))];
}

function oneSidedRelations({ file, number, relations }: Decision, decisions: Decision[]): Offence[] {
  return [...relations].flatMap(([relation, others]) =>
    others.flatMap((other) => {
      const found = decisions.find((decision) => decision.number === other);
      const inverse = inverseOf(relation);
      if (found?.relations.get(inverse)?.includes(number)) return [];
      return [offence(file, 3, `${relation} ${other}, where "${inverse} ${number}" is missing`)];
    }),
  );
}

function inverseOf(relation: string): string {
  const pairs = Object.entries(RELATIONS);
  const pair = pairs.find((words) => words.includes(relation));
  return pair?.find((words) => words !== relation) ?? "";
}

/** Checks that the table of the index has exactly one row for each decision, in order, with its title, date and status. */
export function decisionIndex(files: readonly SourceFile[]): Offence[] {
  const index = files.find((file) => file.path === INDEX) ?? { path: INDEX, text: "" };
  const expected = readDecisions(files)
    .sort((a, b) => a.number.localeCompare(b.number))
    .map(indexRow);
  const rows = index.text.split("\n").flatMap((text, at) => (/^\| \[\d/.test(text) ? [{ text, at }] : []));
  return [
    ...expected
      .filter((row) => !rows.some(({ text }) => text === row))
      .map((row) => offence(index, 1, `lacks ${row}`)),
    ...rows
      .filter(({ text }, place) => expected[place] !== text)
      .map(({ text, at }) => offence(index, at + 1, `is not a row of a decision, or out of order: ${text}`)),
  ];
}

function indexRow({ file, number, title, date, relations }: Decision): string {
  const past = [...relations].filter(([relation]) => relation.endsWith(" by"));
  const status = past.map(([relation, others]) => `${relation} ${others.join(", ")}`).join("; ");
  const name = file.path.split("/").at(-1);
  return `| [${number}](${name}) | ${title} | ${date} | ${status || "Accepted"} |`;
}

function readDecisions(files: readonly SourceFile[]): Decision[] {
  return files.flatMap((file) => {
    const number = DECISION.exec(file.path)?.[1];
    const [heading = "", second, third = "", fourth] = file.text.split("\n");
    const title = /^# (\d{4}): (\S.*)$/.exec(heading);
    const status =
      /^(\d{4}-\d{2}-\d{2})((?:\. (?:Supersedes|Superseded by|Amends|Amended by) \d{4}(?:, \d{4})*)*)(\.?)$/.exec(
        third,
      );
    if (number === undefined || title?.[1] !== number || !status || second !== "" || fourth !== "") return [];
    const [, date = "", sentences = "", end] = status;
    if ((sentences === "") !== (end === "")) return [];
    const relations = new Map(
      sentences
        .split(". ")
        .slice(1)
        .map((sentence) => [sentence.replace(/ \d{4}.*$/, ""), sentence.match(/\d{4}/g) ?? []]),
    );
    return [{ file, number, title: title[2] ?? "", date, relations }];
  });
}

/** Checks that each "decision NNNN" in code and documents names a decision that exists. */
export function decisionReferences(files: readonly SourceFile[]): Offence[] {
  const numbers = files.flatMap((file) => DECISION.exec(file.path)?.[1] ?? []);
  return files.flatMap((file) =>
    file.text
      .split("\n")
      .flatMap((text, at) =>
        [...text.matchAll(/\bdecisions? (\d{4})\b/g)]
          .filter(([, number = ""]) => !numbers.includes(number))
          .map(([words]) => offence(file, at + 1, `${words} does not exist`)),
      ),
  );
}

/**
 * Checks that each relative link of a Markdown file leads to a file or folder for which `exists` is true, and its fragment to a
 * heading of that file.
 */
export function documentLinks(files: readonly SourceFile[], exists: (path: string) => boolean): Offence[] {
  const documents = new Map(files.filter(isDocument).map((file) => [file.path, file.text]));
  return files.filter(isDocument).flatMap((file) =>
    file.text.split("\n").flatMap((text, at) =>
      [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = ""]) => {
        if (/^[a-z]+:/.test(target)) return [];
        const [path = "", fragment] = target.split("#");
        const linked = path === "" ? file.path : new URL(path, `file:///${file.path}`).pathname.slice(1);
        const headings = headingsOf(documents.get(linked) ?? "");
        const found = exists(linked) && (fragment === undefined || headings.includes(fragment));
        return found ? [] : [offence(file, at + 1, `${target} leads nowhere`)];
      }),
    ),
  );
}

/**
 * Checks that each path of a code file that a document names in backticks is the end of an existing path. Decisions describe the
 * past and are exempt.
 */
export function documentPaths(files: readonly SourceFile[]): Offence[] {
  const paths = files.map(({ path }) => `/${path}`);
  return files
    .filter(describesPresent)
    .flatMap((file) =>
      file.text
        .split("\n")
        .flatMap((text, at) =>
          [...text.matchAll(/`([\w$./-]+\.(?:tsx?|mjs|css|sql|yaml))`/g)]
            .filter(([, named = ""]) => !paths.some((path) => path.endsWith(`/${named}`)))
            .map(([, named]) => offence(file, at + 1, `${named} is not a file of the project`)),
        ),
    );
}

const describesPresent = (file: SourceFile) => isDocument(file) && !DECISION.test(file.path);
const isDocument = ({ path }: SourceFile) => path.endsWith(".md");

/** The fragments of a document's headings, as GitHub derives them. */
function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

function offence(file: SourceFile, line: number, what: string): Offence {
  return { file: file.path, line, what };
}
