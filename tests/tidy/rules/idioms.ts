import { isCode, type Offence, type Rule } from "./source-file.ts";

/** A turn of phrase that no engineer of the field would write, and what to write instead. */
interface Idiom {
  pattern: RegExp;
  instead: string;
}

const IDIOMS: Idiom[] = [
  {
    pattern: /^\s*(?:\/\*\*|\/\/)\s*(?:What|Who|Whom|Whose)\s+(?:is|are|was|were|the|it|an?|has|may)\b[^?]*$/,
    instead: 'begin with a verb or a noun ("Returns …", "Rows that …")',
  },
  { pattern: /\bwhoever\b|\bwhomever\b/i, instead: "name who it is: the client, the caller, an attendee" },
  { pattern: /\b(?:is|are|was|were|be|been) told\b(?! apart)/, instead: "receives, is notified, is shown" },
  { pattern: /^\s*(?:\/\*\*|\*|\/\/)\s*Tells\b/, instead: "Returns, Reports, Notifies" },
  {
    pattern:
      /\b(?:one|row|file|folder|key|cookie|query|line|copy|job|test|look-up|statement) an? (?:row|file|line|request|booking|batch|test|resource|organi[sz]ation|event|session|network|visitor|language|column|statement|run)\b/,
    instead: '"one per row"',
  },
  { pattern: /\b(?:something|nothing|anything) of (?:ours|theirs)\b/i, instead: "our code, their data" },
  { pattern: /\bno such (?:call|way|thing)\b/i, instead: "unknown endpoint, does not exist" },
  { pattern: /\bis there already\b|\bas many as there are\b/i, instead: "exists, is available" },
  { pattern: /\bfor want of\b/i, instead: "without, because … is missing" },
  { pattern: /\bwho asks\b|\bwho it is that\b/i, instead: "the client, the caller" },
  { pattern: /\b(?:puts?|put) (?:it|them|this)? ?right\b/, instead: "correct, fix" },
];

const COMMENT = /^\s*(?:\/\*\*?|\*(?!\/)|\/\/)/;

/** Comments are written in the field's own English: idioms that do not belong to it are found by their patterns. */
export const idioms: Rule = (files) =>
  files
    .filter(({ path }) => isCode(path) && (/^(app|db|vite)\//.test(path) || path === "server.mjs"))
    .flatMap(({ path, text }) =>
      text.split("\n").flatMap((line, index): Offence[] => {
        if (!COMMENT.test(line)) return [];
        const found = IDIOMS.find(({ pattern }) => pattern.test(line));
        const phrase = found?.pattern.exec(line)?.[0].trim();
        return found ? [{ file: path, line: index + 1, what: `"${phrase}": ${found.instead}` }] : [];
      }),
    );
