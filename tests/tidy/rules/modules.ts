import { posix } from "node:path";
import ts from "typescript";
import { lineOf, parse, type SourceFile } from "./source-file.ts";

export interface ModuleImport {
  /** As it is written: "#app/booking/states.ts", "../x.ts", "hono". */
  specifier: string;
  /** The file of the project that it names, as far as the words tell; undefined for packages. */
  target: string | undefined;
  line: number;
}

/** Every import of a code file: static, type-only, dynamic, `export … from` and `import("…")` as a type. */
export function importsOf(file: SourceFile): ModuleImport[] {
  const tree = parse(file);
  const found: ModuleImport[] = [];
  const walk = (node: ts.Node) => {
    const name = moduleName(node);
    if (name !== undefined && ts.isStringLiteralLike(name)) {
      const specifier = name.text;
      found.push({ specifier, target: resolve(file.path, specifier), line: lineOf(tree, node) });
    }
    ts.forEachChild(node, walk);
  };
  walk(tree);
  return found;
}

function moduleName(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal;
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return node.arguments[0];
  return undefined;
}

function resolve(from: string, specifier: string): string | undefined {
  const path = specifier.replace(/\?.*$/, "");
  if (path.startsWith("#")) return path.slice(1);
  if (path.startsWith(".")) return posix.normalize(posix.join(posix.dirname(from), path));
  return undefined;
}

/**
 * The folder that a file belongs to as far as imports are concerned: `app/booking` or `tests/e2e` for all below it,
 * `db`, `vite`; the file itself where it stands directly in `app/`, in `tests/` or at the root.
 */
export function homeOf(path: string): string {
  const [first = "", second = "", ...rest] = path.split("/");
  if (first === "app" || first === "tests") return rest.length > 0 ? `${first}/${second}` : path;
  return path.includes("/") ? first : path;
}
