import ts from "typescript";
import { inspect, isCode, type Rule } from "./source-file.ts";

/** Words that make a constant a length of time. */
const TIME_WORDS =
  /(^|_)(TIMEOUT|WAIT|WITHIN|AFTER|AGE|TTL|PAUSE|PACE|POLL|DELAY|INTERVAL|EVERY|LIFETIME|LIFE|LEASE|DEADLINE|GRACE|PATIENCE|HEARTBEAT|BACKOFF|EXPIRY|DURATION|GATHERING|SLOW|SOON)($|_)/;
const UNITS = /_(US|MS|SECONDS|MINUTES|HOURS|DAYS)$/;
const TIMERS = /^(setTimeout|setInterval|pause|every|wait)$/;

/**
 * A constant that is a length of time says its unit: `POLL_MS`, `LEASE_SECONDS`. Such are numbers whose name has a word of
 * time, and numbers that are given to a timer by name. MILLISECOND, SECOND, MINUTE, HOUR and DAY are units themselves.
 */
export const timeUnits: Rule = (files) =>
  files
    .filter((file) => isCode(file.path) && /^(app|db|vite)\//.test(file.path))
    .flatMap((file) => {
      const timed = new Set<string>();
      inspect(file, (node) => {
        if (ts.isCallExpression(node) && TIMERS.test(node.expression.getText()))
          for (const argument of node.arguments) if (ts.isIdentifier(argument)) timed.add(argument.text);
        return undefined;
      });
      return inspect(file, (node) => {
        if (!ts.isVariableDeclaration(node) || !ts.isIdentifier(node.name) || !node.initializer)
          return undefined;
        const name = node.name.text;
        if (!/^[A-Z][A-Z0-9_]*$/.test(name) || !isNumber(node.initializer) || UNITS.test(name))
          return undefined;
        const isTime = TIME_WORDS.test(name) || timed.has(name);
        return isTime ? `${name}: name the unit, such as ${name}_MS` : undefined;
      });
    });

/** A number, or a product of numbers and names of units. */
function isNumber(node: ts.Expression): boolean {
  if (ts.isNumericLiteral(node)) return true;
  if (ts.isParenthesizedExpression(node)) return isNumber(node.expression);
  if (ts.isIdentifier(node)) return /^(MILLISECOND|SECOND|MINUTE|HOUR|DAY)S?(_MS)?$/.test(node.text);
  return ts.isBinaryExpression(node) && isNumber(node.left) && isNumber(node.right);
}
