import { builtinModules } from "node:module";
import ts from "typescript";
import { importsOf } from "./modules.ts";
import { inspect, isCode, isTest, isTopLevel, type Offence, type Rule } from "./source-file.ts";

const BUILTIN = new Set(builtinModules);

const mayUseNode = (path: string) => isTest(path) || isTopLevel(path) || /^(app\/host|db|vite)\//.test(path);

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
