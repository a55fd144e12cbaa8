import ts from "typescript";
import { inspect, isTest, type Rule } from "./source-file.ts";

const KEYED = "app/ui/admin/admin-form.tsx";
const UNKEYED = /^(Form|useSubmit|useFetcher|useFetchers)$/;

/** Forms of organisers' pages are an AdminForm, which carries the key under which a form is carried out once. */
export const adminForms: Rule = (files) =>
  files
    .filter(({ path }) => /^app\/.*\.tsx?$/.test(path) && path !== KEYED && !isTest(path))
    .flatMap((file) =>
      inspect(file, (node) => {
        if (!ts.isImportSpecifier(node)) return undefined;
        const from = node.parent.parent.parent.moduleSpecifier;
        if (!ts.isStringLiteral(from) || from.text !== "@remix-run/react") return undefined;
        const name = (node.propertyName ?? node.name).text;
        return UNKEYED.test(name)
          ? `${name} sends forms without a key: use AdminForm of ${KEYED}`
          : undefined;
      }),
    );
