import ts from "typescript";
import {
  inspect,
  isCode,
  isTest,
  literalText,
  type Offence,
  type Rule,
  type SourceFile,
} from "./source-file.ts";

/** The one file that locks resources. */
const LEDGER = "app/booking/internal/committing/ledger.server.ts";

/** Who else may lock rows, of tables that the engine does not know: each takes its work with `skip locked`. */
const TAKES_WORK = [
  /^app\/jobs\//, // so that one instance runs a job that is due
  /^app\/booking\/outbox\.server\.ts$/, // rows of the outbox, in order within a booking
  /^app\/mail\/(mail-queue|account-mails)\.server\.ts$/, // mails, so that one instance sends what is due
  /^app\/tasks\//, // tasks, so that one instance carries out what waits
  /^app\/webhooks\//, // copies for endpoints, and their deliveries
];

/** Rows are locked in one file; who takes work from a queue skips what others hold and names the table it locks. */
export const rowLocks: Rule = (files) =>
  files
    .filter((file) => file.path !== LEDGER && !isTest(file.path) && /^(app|db)\//.test(file.path))
    .flatMap((file) => (isCode(file.path) ? inCode(file) : file.path.endsWith(".sql") ? inSql(file) : []));

function inCode(file: SourceFile): Offence[] {
  const takesWork = TAKES_WORK.some((pattern) => pattern.test(file.path));
  return inspect(file, (node) => {
    const lock = lockIn(node);
    if (lock === undefined) return undefined;
    if (!takesWork) return `FOR UPDATE: only ${LEDGER} locks rows`;
    return /skip\s*locked/i.test(lock)
      ? undefined
      : "FOR UPDATE without SKIP LOCKED waits for another instance";
  });
}

/** The statement, or the call of Drizzle's `for`, that locks rows here. */
function lockIn(node: ts.Node): string | undefined {
  const words = literalText(node);
  if (words !== undefined) return /\bfor\s+(no\s+key\s+)?update\b/i.test(words) ? words : undefined;
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  if (node.expression.name.text !== "for") return undefined;
  const strength = node.arguments[0] && literalText(node.arguments[0]);
  return /^(no key )?update$/i.test(strength ?? "")
    ? node.arguments.map((part) => part.getText()).join()
    : undefined;
}

function inSql(file: SourceFile): Offence[] {
  return file.text
    .split("\n")
    .flatMap((line, index) =>
      /\bfor\s+(no\s+key\s+)?update\b/i.test(line.replace(/--.*$/, ""))
        ? [{ file: file.path, line: index + 1, what: `FOR UPDATE: only ${LEDGER} locks rows` }]
        : [],
    );
}
