import ts from "typescript";
import { inspect, isCode, isTest, type Rule } from "./source-file.ts";

/** Where requests are answered. The host reads bodies as bytes within its limits; elements and the frame run in a browser. */
const answersRequests = (path: string) =>
  /^app\//.test(path) && !/^app\/(host|elements|platform\/http)\/|^app\/embed\/(frame|loader)/.test(path);

const REQUEST = /(^|\.)(request|req)(\.clone\(\))?$/;
const READS = ["text", "json", "arrayBuffer", "blob", "bytes", "body"];

/** Posted bodies are read by `readForm` alone, which counts and measures them before anything is built from them. */
export const requestBodies: Rule = (files) =>
  files
    .filter(({ path }) => isCode(path) && !isTest(path) && answersRequests(path))
    .flatMap((file) =>
      inspect(file, (node) => {
        if (!ts.isPropertyAccessExpression(node)) return undefined;
        const { text: name } = node.name;
        const reads = READS.includes(name) && REQUEST.test(node.expression.getText());
        return reads || name === "formData" ? `.${name}: read the form with readForm(request)` : undefined;
      }),
    );
