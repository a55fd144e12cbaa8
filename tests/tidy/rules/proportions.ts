import ts from "typescript";
import { inspect, isCode, type Offence, parse, type Rule, type SourceFile } from "./source-file.ts";

const MAX_FILE_LINES = 400;
const LONG_FILE = 250;
const MAX_FUNCTION_LINES = 59;

const counts = (path: string) =>
  (/^(app|db|tests|vite)\//.test(path) || path === "server.mjs") && /\.(ts|tsx|mjs|js|css)$/.test(path);

const linesOf = (file: SourceFile) => file.text.replace(/\n$/, "").split("\n").length;

/** No file over 400 lines; of the files of app/ and db/, 95 of 100 under 250. */
export const fileLengths: Rule = (files) => {
  const sized = files
    .filter((file) => counts(file.path))
    .map((file) => ({ path: file.path, lines: linesOf(file) }));
  const tooLong = sized.filter(({ lines }) => lines > MAX_FILE_LINES);
  const product = sized.filter(({ path }) => /^(app|db)\//.test(path));
  const long = product.filter(({ lines }) => lines >= LONG_FILE);
  const allowed = Math.max(1, Math.floor(product.length / 20));
  return [
    ...tooLong.map(({ path, lines }) => offence(path, `${lines} lines, more than ${MAX_FILE_LINES}`)),
    ...(long.length > allowed
      ? long.map(({ path, lines }) =>
          offence(
            path,
            `${lines} lines: ${long.length} of ${product.length} files have ${LONG_FILE} or more`,
          ),
        )
      : []),
  ];
};

const offence = (file: string, what: string): Offence => ({ file, line: 1, what });

/** Functions stay under 60 lines, components too. A group of tests is not a function in this sense. */
export const functionLengths: Rule = (files) =>
  files
    .filter((file) => isCode(file.path) && counts(file.path))
    .flatMap((file) =>
      inspect(file, (node) => {
        if (!ts.isFunctionLike(node) || !("body" in node) || node.body === undefined || isTestGroup(node))
          return undefined;
        const lines = bodyLines(parse(file), node.body);
        return lines > MAX_FUNCTION_LINES ? `${nameOf(node)} is ${lines} lines long, 60 or more` : undefined;
      }),
    );

/** The lines between the braces, or of the expression. */
function bodyLines(tree: ts.SourceFile, body: ts.Node): number {
  const line = (position: number) => tree.getLineAndCharacterOfPosition(position).line;
  const spanned = line(body.getEnd()) - line(body.getStart(tree)) + 1;
  return ts.isBlock(body) ? Math.max(spanned - 2, 0) : spanned;
}

function isTestGroup(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && /^(test\.)?describe\b/.test(node.parent.expression.getText());
}

function nameOf(node: ts.Node & { name?: ts.Node; parent: ts.Node }): string {
  if (node.name) return node.name.getText();
  return ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : "a function";
}
