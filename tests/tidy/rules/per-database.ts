import ts from "typescript";
import { inspect, isCode, isTest, type Rule } from "./source-file.ts";

/** State that belongs to a database is kept by PerDatabase: a WeakMap keyed by a handle would tell its handles apart. */
export const perDatabase: Rule = (files) =>
  files
    .filter(({ path }) => isCode(path) && !isTest(path) && /^app\//.test(path))
    .flatMap((file) =>
      inspect(file, (node) => {
        if (!ts.isTypeReferenceNode(node) && !ts.isNewExpression(node)) return undefined;
        const name = ts.isNewExpression(node) ? node.expression.getText() : node.typeName.getText();
        const key = node.typeArguments?.[0]?.getText();
        const isOfDatabase = /^(Weak)?Map$/.test(name) && key === "Db";
        return isOfDatabase ? `${name}<Db, …>: use PerDatabase of db/per-database.ts` : undefined;
      }),
    );
