import ts from "typescript";
import { inspect, isCode, isTest, type Rule } from "./source-file.ts";

const mayReadClock = (path: string) =>
  isTest(path) ||
  !/^app\//.test(path) ||
  // What runs in a visitor's browser has that clock and no other.
  /^app\/(platform|host|elements)\/|^app\/embed\/(frame|loader)/.test(path);
const mayRollDice = (path: string) =>
  isTest(path) ||
  !/^(app|db)\//.test(path) ||
  path === "app/platform/clock.ts" ||
  /^app\/(host|elements)\//.test(path);

/** The time of a decision is handed on (`ctx.now`) or asked of the database; nobody looks at the clock on the way. */
export const clock: Rule = (files) =>
  files
    .filter((file) => isCode(file.path) && !mayReadClock(file.path))
    .flatMap((file) =>
      inspect(file, (node) => {
        const read = clockRead(node);
        return read && `${read}: take the time from ctx.now or from the database`;
      }),
    );

function clockRead(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node)) {
    const bare = node.expression.getText() === "Date" && (node.arguments ?? []).length === 0;
    return bare ? "new Date()" : undefined;
  }
  if (ts.isCallExpression(node) && node.expression.getText() === "Date") return "Date()";
  if (!ts.isPropertyAccessExpression(node)) return undefined;
  return /^((globalThis\.)?(Date|performance)\.now|Temporal\.Now)$/.exec(node.getText())?.[0];
}

/** What must not be guessed comes from platform/, and what must be repeatable is seeded. */
export const randomness: Rule = (files) =>
  files
    .filter((file) => isCode(file.path) && !mayRollDice(file.path))
    .flatMap((file) =>
      inspect(file, (node) =>
        ts.isPropertyAccessExpression(node) && /^(globalThis\.)?Math\.random$/.test(node.getText())
          ? "Math.random is neither secret nor repeatable"
          : undefined,
      ),
    );
