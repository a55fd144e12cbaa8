import { adminForms } from "./rules/admin-forms.ts";
import { adminWords } from "./rules/admin-words.ts";
import { clock, randomness } from "./rules/clock.ts";
import { commandResults } from "./rules/command-results.ts";
import { directions } from "./rules/directions.ts";
import { folderSizes } from "./rules/folder-sizes.ts";
import { idioms } from "./rules/idioms.ts";
import { importCycles } from "./rules/import-cycles.ts";
import { barrels, importPaths } from "./rules/import-paths.ts";
import { inlineSpreads } from "./rules/inline-spreads.ts";
import { layers } from "./rules/layers.ts";
import { defaultExports, fileNames, typeNames } from "./rules/names.ts";
import { environment, nodeGlobals, nodeModules } from "./rules/node-only.ts";
import { perDatabase } from "./rules/per-database.ts";
import { fileLengths, functionLengths } from "./rules/proportions.ts";
import { inlineCode, plainForms } from "./rules/public-pages.ts";
import { refusalStatuses } from "./rules/refusal-statuses.ts";
import { requestBodies } from "./rules/request-bodies.ts";
import { rowLocks } from "./rules/row-locks.ts";
import type { Rule } from "./rules/source-file.ts";
import { tableOwners } from "./rules/table-owners.ts";
import { timeUnits } from "./rules/time-units.ts";
import { timedTests } from "./rules/timed-tests.ts";
import { typedText } from "./rules/typed-text.ts";
import { honestTests, unfinished } from "./rules/words.ts";

/** Every rule that is judged from the files alone, by what it says. */
export const rules: Record<string, Rule> = {
  "imports point down, and only compose imports the host": layers,
  "no file imports itself by way of others": importCycles,
  "no folder of app/ has more than 40 files": folderSizes,
  "no spread of an inline literal": inlineSpreads,
  "commands return one shape of result": commandResults,
  "the HTTP status of a refusal is in one table": refusalStatuses,
  "constants that are times carry their unit": timeUnits,
  "imports are written with an extension, by # across folders and relative within one": importPaths,
  "no file only hands on the exports of others": barrels,
  "modules of Node stay in the host, the database, tests and configuration": nodeModules,
  "globals of Node stay there too": nodeGlobals,
  "the environment is read in one place": environment,
  "the clock is read in platform/, host/ and elements/": clock,
  "nothing rolls dice with Math.random": randomness,
  "rows are locked in one file": rowLocks,
  "posted bodies are read by one reader": requestBodies,
  "what is remembered of a database is the same by each of its handles": perDatabase,
  "each table is written by one module": tableOwners,
  "files stay short": fileLengths,
  "functions stay under 60 lines": functionLengths,
  "files have names that say something, in kebab-case": fileNames,
  "exports have names": defaultExports,
  "types carry no letter in front": typeNames,
  "public pages have no inline style and no inline script": inlineCode,
  "public and sign-in pages use plain forms and links": plainForms,
  "text that people type is read by platform/text": typedText,
  "forms of organisers' pages carry a key": adminForms,
  "texts of organisers' pages come from the catalogue": adminWords,
  "styles say start and end, not left and right": directions,
  "comments are free of foreign idioms": idioms,
  "nothing promises to be done another time": unfinished,
  "every test runs, with real parts, and waits for events": honestTests,
  "no test of npm test compares elapsed time": timedTests,
};
