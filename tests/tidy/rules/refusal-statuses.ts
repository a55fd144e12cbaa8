import ts from "typescript";
import { inspect, isCode, isTest, type Rule } from "./source-file.ts";

const TABLE = "app/platform/refusals.ts";

/** Files with error statuses that are no refusals of the product, and why. */
const OTHERS: Record<string, string> = {
  "app/host/http/listen.ts": "requests that break HTTP itself, before there is a request id",
  "app/embed/preview/preview-site.ts": "the example website, which stands for somebody else's",
};

/** Functions that take a status by position. */
const ANSWERING = [
  "data",
  "text",
  "json",
  "writeHead",
  "no",
  "problem",
  "answer",
  "again",
  "refuse",
  "refused",
];

/** A refusal's HTTP status is in one table: `statusOf(code)` reads it. */
export const refusalStatuses: Rule = (files) =>
  files
    .filter(({ path }) => isCode(path) && path.startsWith("app/") && !isTest(path))
    .filter(({ path }) => path !== TABLE && !(path in OTHERS))
    .flatMap((file) =>
      inspect(file, (node) => {
        const found = statusIn(node);
        return found && `the status ${found} outside of ${TABLE}: use statusOf(code)`;
      }),
    );

function statusIn(node: ts.Node): string | undefined {
  if (ts.isPropertyAssignment(node) || ts.isPropertySignature(node) || ts.isParameter(node))
    return isStatusName(node.name) ? statusAmong(valuesOf(node)) : undefined;
  if (ts.isVariableDeclaration(node))
    return isStatusName(node.name) ? statusAmong(valuesOf(node)) : undefined;
  if (ts.isCallExpression(node)) return isAnswering(node) ? statusAmong([...node.arguments]) : undefined;
  return ts.isObjectLiteralExpression(node) ? statusOfTable(node) : undefined;
}

function valuesOf(
  node: ts.PropertyAssignment | ts.PropertySignature | ts.ParameterDeclaration | ts.VariableDeclaration,
) {
  const type = ts.isPropertyAssignment(node) ? undefined : node.type;
  return [type, ts.isPropertySignature(node) ? undefined : node.initializer];
}

/** Returns the first error status among values and types, of which unions and conditions have several. */
function statusAmong(nodes: readonly (ts.Node | undefined)[]): string | undefined {
  for (const node of nodes) {
    if (!node) continue;
    if (isErrorStatus(node)) return node.getText();
    const found = statusAmong(partsOf(node));
    if (found) return found;
  }
  return undefined;
}

function partsOf(node: ts.Node): readonly ts.Node[] {
  if (ts.isUnionTypeNode(node)) return node.types;
  if (ts.isLiteralTypeNode(node)) return [node.literal];
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse];
  if (ts.isBinaryExpression(node) && isDefault(node.operatorToken.kind)) return [node.left, node.right];
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return [node.expression];
  return [];
}

/** Returns the status that a table gives to a code, or the code to a status. */
function statusOfTable({ properties }: ts.ObjectLiteralExpression): string | undefined {
  const pairs = properties.filter(ts.isPropertyAssignment);
  const byStatus = pairs.find(({ name, initializer }) => isErrorStatus(name) && isWord(initializer));
  if (byStatus) return byStatus.name.getText();
  const areAll = pairs.length > 1 && pairs.every(({ initializer }) => isErrorStatus(initializer));
  return areAll ? pairs[0]?.initializer.getText() : undefined;
}

const isErrorStatus = (node: ts.Node) => ts.isNumericLiteral(node) && /^[45]\d\d$/.test(node.text);

const isWord = (node: ts.Node) => ts.isStringLiteral(node) && /^[A-Za-z_]{4,}$/.test(node.text);

const isStatusName = (name: ts.Node) => /^(status|statusCode)$/.test(name.getText());

const isDefault = (kind: ts.SyntaxKind) =>
  kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken;

function isAnswering({ expression }: ts.CallExpression): boolean {
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  return ANSWERING.includes(name.getText());
}
