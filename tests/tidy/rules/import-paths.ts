import ts from "typescript";
import { homeOf, importsOf } from "./modules.ts";
import {
  inspect,
  isCode,
  isTopLevel,
  type Offence,
  parse,
  type Rule,
  type SourceFile,
} from "./source-file.ts";

const WITH_EXTENSION = /\.(ts|tsx|mjs|js|css|json|woff2|wasm|md)$/;

/** How an import is written: with its extension, `#…` across folders, relative within one; `internal/` stays at home. */
export const importPaths: Rule = (files) =>
  files
    .filter((file) => isCode(file.path))
    .flatMap((file) =>
      importsOf(file).flatMap(({ specifier, target, line }): Offence[] => {
        if (target === undefined) return [];
        const what = judge(file.path, specifier, target);
        return what === undefined ? [] : [{ file: file.path, line, what }];
      }),
    );

function judge(from: string, specifier: string, target: string): string | undefined {
  if (target === "package.json") return undefined;
  if (!WITH_EXTENSION.test(target)) return `${specifier}: write the extension`;
  const owner = /^(.*?)internal\//.exec(target)?.[1];
  // The simulator and the benchmarks run parts of the engine by themselves.
  const isEngineTest = owner === "app/booking/" && from.startsWith("tests/");
  if (owner !== undefined && !from.startsWith(owner) && !isEngineTest)
    return `${specifier}: ${owner}internal/ is its own`;
  // Files directly in app/ and at the root have no folder that they would leave.
  const homeless = isTopLevel(from) || homeOf(from) === from;
  const leaves = homeOf(from) !== homeOf(target);
  if (specifier.startsWith(".") && leaves && !homeless)
    return `${specifier}: write #${target} across folders`;
  if (specifier.startsWith("#") && !leaves)
    return `${specifier}: write a relative path within ${homeOf(from)}`;
  return undefined;
}

/**
 * No barrels: nobody hands on what others export. A file that is a folder's face may show what stands in the folder's
 * own `internal/`; the schema's index is the one exception, and the elements' index registers.
 */
export const barrels: Rule = (files) =>
  files
    .filter((file) => isCode(file.path) && file.path !== "db/schema/index.ts")
    .flatMap((file) => [...reexports(file), ...indexFiles(file)]);

function reexports(file: SourceFile): Offence[] {
  const isFace = parse(file).statements.some(
    (statement) => !ts.isImportDeclaration(statement) && !isExportFrom(statement),
  );
  return inspect(file, (node) => {
    if (!isExportFrom(node)) return undefined;
    const from = ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : "";
    if (!/^[.#]/.test(from) || (isFace && from.startsWith("./internal/"))) return undefined;
    return "hands on another file's exports: import from where it stands";
  });
}

function isExportFrom(node: ts.Node): node is ts.ExportDeclaration & { moduleSpecifier: ts.Expression } {
  return ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined;
}

function indexFiles({ path }: SourceFile): Offence[] {
  const isIndex = /(^|\/)index\.(ts|tsx|mjs|js)$/.test(path);
  if (!isIndex || path === "app/elements/index.ts") return [];
  return [{ file: path, line: 1, what: "an index file: name it after what it does" }];
}
