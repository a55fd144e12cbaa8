import ts from "typescript";
import { inspect, isCode, isTopLevel, type Offence, type Rule, type SourceFile } from "./source-file.ts";

const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const EMPTY_WORDS = /^(utils?|helpers?|common|misc|managers?)$/;

/** File and folder names are kebab-case and say something. The names of routes are addresses, with a grammar of their own. */
export const fileNames: Rule = (files) =>
  files
    .filter(({ path }) => /^(app|db|tests|vite)\//.test(path) && /\.(ts|tsx|mjs|js|css)$/.test(path))
    .flatMap(({ path }) => {
      const what = path
        .split("/")
        .map((part) => judgeName(part, path.startsWith("app/routes/")))
        .find(Boolean);
      return what === undefined ? [] : [{ file: path, line: 1, what }];
    });

function judgeName(part: string, isRoute: boolean): string | undefined {
  const words = part.split(".");
  const empty = words.flatMap((word) => word.split("-")).find((word) => EMPTY_WORDS.test(word));
  if (empty !== undefined) return `"${part}": ${empty} says nothing`;
  if (isRoute) return /^[a-zA-Z0-9_.$()[\]+-]+$/.test(part) ? undefined : `"${part}" is no route name`;
  return words.every((word) => KEBAB.test(word)) ? undefined : `"${part}" is not kebab-case`;
}

const mayExportDefault = (path: string) =>
  isTopLevel(path) ||
  /^app\/(routes\/|root\.tsx|routes\.ts|entry\.)/.test(path) ||
  path.endsWith(".d.ts") ||
  // Playwright takes its global set-up as a default export.
  path === "tests/e2e/support/global-setup.ts";

/** What is exported has its name; only what a framework asks for by default is a default. */
export const defaultExports: Rule = (files) =>
  files
    .filter((file) => isCode(file.path) && !mayExportDefault(file.path))
    .flatMap((file) =>
      inspect(file, (node) => (isDefaultExport(node) ? "a default export: give it its name" : undefined)),
    );

function isDefaultExport(node: ts.Node): boolean {
  if (ts.isExportAssignment(node)) return true;
  if (ts.isExportSpecifier(node)) return node.name.text === "default";
  const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
  return modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword) ?? false;
}

/** Types carry no I or T in front; React is imported by the names of its parts. */
export const typeNames: Rule = (files) => files.filter((file) => isCode(file.path)).flatMap(judgeTypes);

function judgeTypes(file: SourceFile): Offence[] {
  return inspect(file, (node) => {
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isClassDeclaration(node)) {
      const name = node.name?.text ?? "";
      return /^[IT][A-Z][a-z]/.test(name) && !/^IP(v[46])?/.test(name)
        ? `${name}: no I or T before a name`
        : undefined;
    }
    const isReact = ts.isImportDeclaration(node) && node.moduleSpecifier.getText() === '"react"';
    return isReact && node.importClause?.name ? "import React's parts by their names" : undefined;
  });
}
