import { builtinModules } from "node:module";
import ts from "typescript";
import { importsOf } from "./modules.ts";
import { inspect, isCode, isTest, isTopLevel, type Offence, type Rule } from "./source-file.ts";

const BUILTIN = new Set(builtinModules);

const mayUseNode = (path: string) =>
  isTest(path) || isTopLevel(path) || /^(app\/(host|compose)|db|vite)\//.test(path);

/** Modules of Node only in the host, the database, tests, vite and configuration: page code stays fit for the edge. */
export const nodeModules: Rule = (files) =>
  files
    .filter((file) => isCode(file.path) && !mayUseNode(file.path))
    .flatMap((file) =>
      importsOf(file)
        .filter(({ specifier }) => specifier.startsWith("node:") || BUILTIN.has(specifier))
        .map(
          ({ specifier, line }): Offence => ({ file: file.path, line, what: `${specifier} in page code` }),
        ),
    );

/** Globals that only Node has; `process.env` has a rule of its own. */
const NODE_GLOBALS = /^(process|Buffer|global|setImmediate|clearImmediate|require|__dirname|__filename)$/;

/** Node's globals count as Node: the rule above is not passed by a name that needs no import. */
export const nodeGlobals: Rule = (files) =>
  files
    .filter((file) => isCode(file.path) && !mayUseNode(file.path) && file.path !== "app/platform/env.ts")
    .flatMap((file) =>
      inspect(file, (node) => {
        if (!ts.isIdentifier(node) || !NODE_GLOBALS.test(node.text) || !isUse(node)) return undefined;
        return `${node.text}: a global of Node in page code`;
      }),
    );

/** Whether a name stands for a value here, and not for a property, a key, a parameter or a type. */
function isUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) {
    return parent.expression === node || parent.expression.getText() === "globalThis";
  }
  if (ts.isTypeNode(parent) || ts.isTypeElement(parent)) return false;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  return !("name" in parent && parent.name === node);
}

const mayReadEnvironment = (path: string) =>
  isTest(path) || isTopLevel(path) || path === "app/platform/env.ts" || path.startsWith("vite/");

/** The environment is read in one place. */
export const environment: Rule = (files) =>
  files
    .filter((file) => isCode(file.path) && !mayReadEnvironment(file.path))
    .flatMap((file) =>
      inspect(file, (node) =>
        readsEnvironment(node) ? "process.env: only app/platform/env.ts reads it" : undefined,
      ),
    );

function readsEnvironment(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return isProcess(node.expression) && node.name.text === "env";
  if (ts.isElementAccessExpression(node))
    return isProcess(node.expression) && node.argumentExpression.getText() === '"env"';
  if (!ts.isVariableDeclaration(node) || node.initializer === undefined || !isProcess(node.initializer))
    return false;
  return (
    ts.isObjectBindingPattern(node.name) && node.name.elements.some((element) => boundName(element) === "env")
  );
}

function isProcess(node: ts.Expression): boolean {
  return /^(globalThis\.)?process$/.test(node.getText());
}

function boundName(element: ts.BindingElement): string {
  return (element.propertyName ?? element.name).getText();
}
