import ts from "typescript";

export interface SourceFile {
  /** From the root of the project, with slashes. */
  path: string;
  text: string;
}

/** What is wrong, and where. */
export interface Offence {
  file: string;
  line: number;
  what: string;
}

export type Rule = (files: SourceFile[]) => Offence[];

export const isCode = (path: string) => /\.(ts|tsx|mjs|js)$/.test(path);

/** Tests, beside the code or under tests/, and what only they use. */
export const isTest = (path: string) => path.startsWith("tests/") || /\.test\.tsx?$/.test(path);

/** Configuration and the bootstrap: files that stand at the root of the project. */
export const isTopLevel = (path: string) => !path.includes("/");

const parsed = new WeakMap<SourceFile, ts.SourceFile>();

/** The syntax tree of a file; made once a file. */
export function parse(file: SourceFile): ts.SourceFile {
  const known = parsed.get(file);
  if (known) return known;
  const kind = file.path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true, kind);
  parsed.set(file, tree);
  return tree;
}

/** Calls `visit` for each node of a code file and gathers what it finds wrong at that node. */
export function inspect(file: SourceFile, visit: (node: ts.Node) => string | undefined): Offence[] {
  const tree = parse(file);
  const offences: Offence[] = [];
  const walk = (node: ts.Node) => {
    const what = visit(node);
    if (what !== undefined) offences.push({ file: file.path, line: lineOf(tree, node), what });
    ts.forEachChild(node, walk);
  };
  walk(tree);
  return offences;
}

export function lineOf(tree: ts.SourceFile, node: ts.Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

/** The words of a string or template literal, or undefined; what a template inserts counts as a space. */
export function literalText(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join(" ");
}
