import ts from "typescript";
import { inspect, isCode, isTest, type Rule } from "./source-file.ts";

/**
 * Where people's text is read otherwise: the module itself, the operator's settings and log lines, the host, and scripts of
 * browsers, which only hint.
 */
const ELSEWHERE =
  /^app\/(platform\/(text\/|env\.ts|addresses\.ts|http\/)|host\/|elements\/|embed\/(frame|loader)\/)/;

/** What a field of a form holds, as code writes it: `form.get("x")`, `textOf(typed, "x")`, `typed.x`, `typed["x"]`. */
const FROM_A_FORM = /\bform\.get\(|\btextOf\(|\btyped\b/;
/** What has read the text before. */
const READERS = /^(emailOrText|oneLine|severalLines|slugLookedUp|searchable)\(/;
const PARSERS = /^(Number|parseInt|parseFloat|Number\.parseInt|Number\.parseFloat)$/;
/** A pattern with an @ between or inside of negated classes is one for email addresses. */
const EMAIL_PATTERN = /\[\^[^\]]*@[^\]]*\].*@|@\[\^/;

/** Text that people type is read by `platform/text/` alone. Finds what reads a form's field, or an email address, by itself. */
export const typedText: Rule = (files) =>
  files
    .filter(({ path }) => isCode(path) && path.startsWith("app/") && !isTest(path) && !ELSEWHERE.test(path))
    .flatMap((file) => inspect(file, (node) => readsByItself(node)));

function readsByItself(node: ts.Node): string | undefined {
  if (ts.isRegularExpressionLiteral(node) && EMAIL_PATTERN.test(node.text)) {
    return "a pattern of its own for email addresses: use readEmail of platform/text/email.ts";
  }
  if (ts.isNewExpression(node) && node.expression.getText() === "Date" && isTyped(node.arguments?.[0])) {
    return "new Date of typed text: use readLocalTime of platform/text/local-time.ts";
  }
  if (!ts.isCallExpression(node)) return undefined;
  if (PARSERS.test(node.expression.getText()) && isTyped(node.arguments[0])) {
    return "a number from typed text: use readNumber of platform/text/number.ts";
  }
  if (!ts.isPropertyAccessExpression(node.expression)) return undefined;
  const { name, expression } = node.expression;
  const isSchema = rootOf(expression) === "z";
  if (name.text === "email" && isSchema) return "z.email: use email of questions/form-fields.ts";
  if (!/^(trim|toLowerCase)$/.test(name.text)) return undefined;
  if (!isSchema && (!FROM_A_FORM.test(expression.getText()) || READERS.test(expression.getText()))) {
    return undefined;
  }
  return `.${name.text} of typed text: use oneLine, severalLines or emailOrText of platform/text/`;
}

const isTyped = (node: ts.Node | undefined) => node !== undefined && FROM_A_FORM.test(node.getText());

/** Returns the identifier with which a chain of calls and properties begins. */
function rootOf(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node)) return rootOf(node.expression);
  return undefined;
}
