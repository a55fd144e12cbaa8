import ts from "typescript";
import { inspect, isCode, isTest, type Offence, type Rule, type SourceFile } from "./source-file.ts";

const PROMISES = /\b(TODO|FIXME|XXX|HACK)\b|[Cc]oming soon/;

/** What is in the product is done: no notes of what is still to do, in code, pages, styles or SQL. */
export const unfinished: Rule = (files) =>
  files
    .filter(({ path }) => /^(app|db|vite)\//.test(path) || path === "server.mjs")
    .flatMap((file) =>
      file.text.split("\n").flatMap((line, index): Offence[] => {
        const word = PROMISES.exec(line)?.[0];
        return word === undefined
          ? []
          : [{ file: file.path, line: index + 1, what: `"${word}": do it or leave it out` }];
      }),
    );

/** Where a pause is the thing tested, or the step of a poll. The number of ms is a limit for any other. */
const MAY_PAUSE = [/^tests\/support\//, /^tests\/chaos\//, /^tests\/timed\//];
const MAX_PAUSE_MS = 99;

/** Every test runs, alone decides nothing, uses the real parts, and waits for what it waits for. */
export const honestTests: Rule = (files) =>
  files.filter((file) => isCode(file.path) && isTest(file.path)).flatMap(judge);

function judge(file: SourceFile): Offence[] {
  const mayPause = MAY_PAUSE.some((pattern) => pattern.test(file.path));
  return inspect(file, (node) => {
    if (!ts.isCallExpression(node)) return undefined;
    const called = node.expression.getText();
    if (/^(vi)\.(mock|doMock|stubGlobal|spyOn|useFakeTimers)$/.test(called))
      return `${called}: tests use the real parts`;
    if (
      /^(test|it|describe|suite|test\.describe)(\.\w+)*\.(skip|only|todo|fixme|skipIf|runIf)\b/.test(called)
    ) {
      return `${called}: every test runs, always`;
    }
    if (/\.waitForTimeout$/.test(called)) return "waitForTimeout: wait for what should happen";
    return !mayPause && pause(node) > MAX_PAUSE_MS ? "a sleep: wait for what should happen" : undefined;
  });
}

/** The ms for which `setTimeout(resolve, ms)` or `sleep(ms)` of node:timers/promises holds the test up. */
function pause(node: ts.CallExpression): number {
  const called = node.expression.getText();
  const [first, second] = node.arguments;
  const ms = /(^|\.)(sleep|delay|pause)$/.test(called)
    ? first
    : called === "setTimeout"
      ? resolvedAfter(first, second)
      : undefined;
  return ms && ts.isNumericLiteral(ms) ? Number(ms.text.replaceAll("_", "")) : 0;
}

/** In `new Promise((r) => setTimeout(r, ms))` and `await setTimeout(ms)`: the ms. A timer with work of its own is none. */
function resolvedAfter(first?: ts.Expression, second?: ts.Expression): ts.Expression | undefined {
  if (first && ts.isNumericLiteral(first)) return first;
  return first && ts.isIdentifier(first) ? second : undefined;
}
