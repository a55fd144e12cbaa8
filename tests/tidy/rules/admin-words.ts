import ts from "typescript";
import { inspect, isTest, type Rule } from "./source-file.ts";

const FOLDERS =
  /^app\/(routes\/(admin|unaddressed-admin|auth)|ui\/admin|desk|events\/editor|embed\/admin|webhooks|admin|auth|team)\//;
/** A page of organisers in a folder whose other pages are for attendees. */
const PAGES = /^app\/notifications\/mailbox-page\.tsx$/;

/** Attributes whose text a person reads or hears, of elements and of our components. */
const READ =
  /^(title|label|placeholder|aria-label|aria-description|alt|hint|line|legend|empty|busy|closed|save|words|content)$/;

/** What is the same in every language: the product's name. */
const NAMES = /Reservo/g;

/** Elements whose text is code, not words. */
const CODE = /^(code|pre|kbd|samp)$/;

/**
 * Texts of organisers' pages come from the catalogue: no letters in JSX and none in an attribute that is read. Allowed
 * are the product's name, the content of elements for code, and an address as the example in a placeholder.
 */
export const adminWords: Rule = (files) =>
  files
    .filter(({ path }) => path.endsWith(".tsx") && !isTest(path) && (FOLDERS.test(path) || PAGES.test(path)))
    .flatMap((file) =>
      inspect(file, (node) => {
        if (ts.isJsxText(node)) return isInCode(node) ? undefined : judge(node.text);
        if (ts.isJsxAttribute(node)) return judgeAttribute(node);
        const isChild =
          ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent) && node.expression !== undefined;
        return isChild && !isInCode(node) ? judgeExpression(node.expression) : undefined;
      }),
    );

function judgeAttribute({ name, initializer }: ts.JsxAttribute): string | undefined {
  if (!READ.test(name.getText()) || !initializer) return undefined;
  if (ts.isStringLiteral(initializer)) {
    const isExample = name.getText() === "placeholder" && URL.canParse(initializer.text);
    return isExample ? undefined : judge(initializer.text);
  }
  return ts.isJsxExpression(initializer) ? judgeExpression(initializer.expression) : undefined;
}

/** Judges the literals that an expression can come to; what it calls or reads comes from elsewhere. */
function judgeExpression(expression: ts.Expression | undefined): string | undefined {
  if (!expression) return undefined;
  if (ts.isParenthesizedExpression(expression)) return judgeExpression(expression.expression);
  if (ts.isConditionalExpression(expression)) {
    return judgeExpression(expression.whenTrue) ?? judgeExpression(expression.whenFalse);
  }
  if (ts.isBinaryExpression(expression)) {
    return judgeExpression(expression.left) ?? judgeExpression(expression.right);
  }
  if (ts.isStringLiteralLike(expression)) return isCompared(expression) ? undefined : judge(expression.text);
  if (!ts.isTemplateExpression(expression)) return undefined;
  const texts = [expression.head.text, ...expression.templateSpans.map((span) => span.literal.text)];
  return judge(texts.join(" "));
}

/** Returns whether a literal is only compared with, as in `state === "draft" && …`. */
function isCompared(node: ts.Node): boolean {
  return ts.isBinaryExpression(node.parent) && /^[!=]==?$|^[<>]=?$/.test(node.parent.operatorToken.getText());
}

function isInCode(node: ts.Node): boolean {
  const { parent } = node;
  return ts.isJsxElement(parent) && CODE.test(parent.openingElement.tagName.getText());
}

function judge(text: string): string | undefined {
  return /\p{L}/u.test(text.replace(NAMES, ""))
    ? `“${text.trim().slice(0, 40)}” is in no catalogue: use useAdminWords and app/i18n/messages/admin`
    : undefined;
}
