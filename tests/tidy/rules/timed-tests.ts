import ts from "typescript";
import { inspect, isCode, isTest, parse, type Rule, type SourceFile } from "./source-file.ts";

/** Where time is measured: `npm run test:timed` and the benchmarks, which run alone. */
const MAY_MEASURE = /^tests\/(timed|bench)\//;
const COMPARES = /^to(BeLessThan|BeGreaterThan|BeCloseTo)/;
const NOW = /^((globalThis\.)?(performance|Date)\.now|elapsed)$/;
/** Names of how long something took, or of what is made of many such. A retry-after or an age in a response is none. */
const DURATION = /(^ms|^took|^elapsed|[a-z](Ms|Took|Elapsed|Latency)|^latency|^percentile|^median|^p\d\d)$/;

/**
 * A test of `npm test` compares no elapsed time, which fails on a busy machine: neither `performance.now() - startedAt`,
 * nor what such a difference was stored in, nor a number whose name is that of a duration (`latencyMs`, `took`).
 */
export const timedTests: Rule = (files) =>
  files
    .filter((file) => isCode(file.path) && isTest(file.path) && !MAY_MEASURE.test(file.path))
    .flatMap((file) => {
      const measured = measuredNames(file);
      return inspect(file, (node) => {
        const compared = comparedBy(node);
        if (!compared?.some((each) => isMeasured(each, measured))) return undefined;
        return "an assertion on elapsed time: move it to tests/timed";
      });
    });

/** The subject of `expect(…)` and what it is compared with, at the call of a matcher that compares numbers. */
function comparedBy(node: ts.Node): ts.Expression[] | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  if (!COMPARES.test(node.expression.name.text)) return undefined;
  let subject: ts.Expression = node.expression.expression;
  while (ts.isPropertyAccessExpression(subject)) subject = subject.expression;
  if (!ts.isCallExpression(subject) || !/^expect(\.poll|\.soft)?$/.test(subject.expression.getText()))
    return undefined;
  return [...subject.arguments.slice(0, 1), ...node.arguments];
}

function isMeasured(expression: ts.Node, measured: ReadonlySet<string>): boolean {
  return some(
    expression,
    (node) =>
      isElapsed(node) ||
      // The last name alone: a limit such as `WAIT_MS` is a constant, and `ms.length` counts.
      (ts.isIdentifier(node) &&
        !isReadFurther(node) &&
        (DURATION.test(node.text) || measured.has(node.text))),
  );
}

/** Whether a property of what the name stands for is read: `times.length`; not where a method of it is called. */
function isReadFurther(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    ts.isPropertyAccessExpression(parent) &&
    parent.expression === node &&
    !(ts.isCallExpression(parent.parent) && parent.parent.expression === parent)
  );
}

/**
 * `performance.now() - startedAt`, and `event.at - startedAt` where `startedAt` was read from the clock. A moment so long
 * ago, `Date.now() - 60_000`, is no elapsed time.
 */
function isElapsed(node: ts.Node): boolean {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.MinusToken) return false;
  if (isClockRead(node.left)) return !isNumeric(node.right);
  return ts.isIdentifier(node.right) && readsClock(node.right);
}

const isClockRead = (node: ts.Node) => ts.isCallExpression(node) && NOW.test(node.expression.getText());

/** Whether the file declares the name as `const startedAt = performance.now()`. */
const readsClock = (name: ts.Identifier) =>
  some(
    name.getSourceFile(),
    (node) =>
      ts.isVariableDeclaration(node) &&
      node.name.getText() === name.text &&
      node.initializer?.getText() === "performance.now()",
  );

function isNumeric(node: ts.Expression): boolean {
  if (ts.isNumericLiteral(node)) return true;
  if (ts.isParenthesizedExpression(node)) return isNumeric(node.expression);
  if (ts.isIdentifier(node)) return /^[A-Z][A-Z0-9_]*$/.test(node.text);
  return ts.isBinaryExpression(node) && isNumeric(node.left) && isNumeric(node.right);
}

/**
 * Names of variables, properties and functions of the file that an elapsed time is stored in or returned from, also by
 * way of others: `times.push(await timeToShow())`.
 */
function measuredNames(file: SourceFile): Set<string> {
  const names = new Set<string>();
  const walk = (node: ts.Node): void => {
    const isSource =
      isElapsed(node) || (ts.isIdentifier(node) && names.has(node.text) && !isReadFurther(node));
    const name = isSource ? holderOf(node) : undefined;
    if (name !== undefined) names.add(name);
    ts.forEachChild(node, walk);
  };
  for (let before = -1; before < names.size; ) {
    before = names.size;
    walk(parse(file));
  }
  return names;
}

/** The name that the value of an expression goes to, by way of arithmetic, `Math.max(…)`, `await` and `push(…)`. */
function holderOf(node: ts.Node): string | undefined {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent))
    return parent.initializer === node && ts.isIdentifier(parent.name) ? parent.name.text : undefined;
  if (ts.isBinaryExpression(parent)) {
    if (parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return holderOf(parent);
    return parent.right === node ? lastName(parent.left) : undefined;
  }
  if (ts.isParenthesizedExpression(parent) || ts.isAwaitExpression(parent) || ts.isSpreadElement(parent))
    return holderOf(parent);
  if (ts.isCallExpression(parent)) return holderOfCall(node, parent);
  return ts.isReturnStatement(parent) ? functionAround(parent) : undefined;
}

function holderOfCall(node: ts.Node, call: ts.CallExpression): string | undefined {
  if (call.expression === node) return holderOf(call);
  if (!ts.isPropertyAccessExpression(call.expression)) return undefined;
  if (call.expression.name.text === "push") return lastName(call.expression.expression);
  return /^Math\./.test(call.expression.getText()) ? holderOf(call) : undefined;
}

function lastName(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  return ts.isElementAccessExpression(node) ? lastName(node.expression) : undefined;
}

function functionAround(node: ts.Node): string | undefined {
  for (let at: ts.Node | undefined = node; at; at = at.parent) {
    if (ts.isFunctionDeclaration(at)) return at.name?.text;
    if (ts.isArrowFunction(at))
      return ts.isVariableDeclaration(at.parent) ? at.parent.name.getText() : undefined;
  }
  return undefined;
}

function some(node: ts.Node, isIt: (node: ts.Node) => boolean): boolean {
  return isIt(node) || (ts.forEachChild(node, (child) => some(child, isIt) || undefined) ?? false);
}
