import type { Offence, Rule } from "./source-file.ts";

const PHYSICAL =
  /^\s*(?:(?:(?:margin|padding|scroll-margin|scroll-padding|border)-)?(?:left|right)(?:-(?:width|style|color))?\s*:|border-(?:top|bottom)-(?:left|right)-radius\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)\b)/;

/** Styles say start and end, not left and right: pages are read from right to left as well. */
export const directions: Rule = (files) =>
  files
    .filter(({ path }) => /^app\/styles\/.*\.css$/.test(path))
    .flatMap(({ path, text }) =>
      text.split("\n").flatMap((line, index): Offence[] => {
        const found = PHYSICAL.exec(line)?.[0].trim();
        return found === undefined
          ? []
          : [{ file: path, line: index + 1, what: `${found} is one side of the screen: say start or end` }];
      }),
    );
