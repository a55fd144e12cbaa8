import ts from "typescript";
import { lineOf, parse, type Rule, type SourceFile } from "./source-file.ts";

/** Modules whose functions are no commands of a feature. */
const OUTSIDE = /^app\/(platform|host|compose|routes|api|jobs|admin|ui|i18n|media|elements)\//;

const ENGINE = "#app/booking/commands.server.ts";

/** The shapes that a command may return; the engine's commands have `Outcome`, which is one with more in it. */
const RESULTS = ["CommandResult", "Outcome", "void"];

/**
 * A command of a feature, which is an exported function of a `Ctx` that writes or calls a command of the engine, returns a
 * `CommandResult`, or nothing where nothing can be refused. Functions of a `TxCtx` are steps of a command.
 */
export const commandResults: Rule = (files) => {
  const results = [...RESULTS, ...files.flatMap(aliasesIn)];
  return files.filter(isFeature).flatMap((file) => {
    const tree = parse(file);
    const engine = engineCommandsIn(tree);
    return tree.statements
      .filter(ts.isFunctionDeclaration)
      .filter((each) => isExported(each) && takesCtx(each) && writes(each, engine) && !returns(each, results))
      .map((each) => ({
        file: file.path,
        line: lineOf(tree, each),
        what: `${each.name?.text} is a command: return a CommandResult, or nothing`,
      }));
  });
};

const isFeature = ({ path }: SourceFile) =>
  path.startsWith("app/") && /\.server\.tsx?$/.test(path) && !OUTSIDE.test(path);

/** Returns the names of the types in a file that are a `CommandResult`. */
function aliasesIn(file: SourceFile): string[] {
  if (!file.path.startsWith("app/") || !file.text.includes("CommandResult<")) return [];
  return parse(file)
    .statements.filter(ts.isTypeAliasDeclaration)
    .filter(({ type }) => nameOf(type) === "CommandResult")
    .map(({ name }) => name.text);
}

function engineCommandsIn(tree: ts.SourceFile): string[] {
  return tree.statements.filter(ts.isImportDeclaration).flatMap(({ moduleSpecifier, importClause }) => {
    const named = importClause?.namedBindings;
    const isEngine = ts.isStringLiteral(moduleSpecifier) && moduleSpecifier.text === ENGINE;
    return isEngine && named && ts.isNamedImports(named) ? named.elements.map(({ name }) => name.text) : [];
  });
}

const isExported = ({ modifiers }: ts.FunctionDeclaration) =>
  modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;

const takesCtx = ({ parameters: [first] }: ts.FunctionDeclaration) => nameOf(first?.type) === "Ctx";

function writes(node: ts.Node, engine: readonly string[]): boolean {
  if (ts.isCallExpression(node) && isWrite(node.expression, engine)) return true;
  return ts.forEachChild(node, (child) => writes(child, engine) || undefined) === true;
}

function isWrite(called: ts.Expression, engine: readonly string[]): boolean {
  if (ts.isIdentifier(called)) return called.text === "transact" || engine.includes(called.text);
  if (!ts.isPropertyAccessExpression(called)) return false;
  const isDatabase = /\b(db|tx)$/.test(called.expression.getText());
  return isDatabase && ["insert", "update", "delete", "transaction"].includes(called.name.text);
}

/** Returns whether a function is declared to return a promise of one of the types. */
function returns({ type }: ts.FunctionDeclaration, results: readonly string[]): boolean {
  if (!type || nameOf(type) !== "Promise") return false;
  const [promised] = (type as ts.TypeReferenceNode).typeArguments ?? [];
  return results.includes(nameOf(promised) ?? "");
}

function nameOf(type: ts.TypeNode | undefined): string | undefined {
  if (type?.kind === ts.SyntaxKind.VoidKeyword) return "void";
  return type && ts.isTypeReferenceNode(type) ? type.typeName.getText() : undefined;
}
