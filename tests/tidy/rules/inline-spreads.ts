import ts from "typescript";
import { inspect, isCode, type Rule } from "./source-file.ts";

/**
 * No spread of a literal that stands in the same place, `...{ a, b }` or `...[a]`: it switches off TypeScript's check for
 * excess properties, so that a misspelt name compiles.
 */
export const inlineSpreads: Rule = (files) =>
  files
    .filter((file) => isCode(file.path))
    .flatMap((file) =>
      inspect(file, (node) => {
        if (!ts.isSpreadAssignment(node)) return undefined;
        return ts.isObjectLiteralExpression(unwrap(node.expression))
          ? "a spread of an inline literal: write its properties in place"
          : undefined;
      }),
    );

function unwrap(node: ts.Expression): ts.Expression {
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node))
    return unwrap(node.expression);
  return node;
}
