import ts from "typescript";
import { inspect, isCode, isTest, literalText, type Rule } from "./source-file.ts";

const isPlainPage = (path: string) => /^app\/routes\/(public|embed|auth)\//.test(path);
const isPublicRoute = (path: string) => /^app\/routes\/(public|embed)\//.test(path);
/** Parts of pages, which may be drawn on a public one. Mail is no page: its programs read nothing but inline style. */
const isPart = (path: string) =>
  path.endsWith(".tsx") && !/^app\/(routes|notifications|mail|webhooks\/.*\.server\.tsx$|[^/]+$)/.test(path);

/**
 * Pages without hydration, under a policy that blocks inline style and script: no style attribute, no <style>, and no
 * handler in words. A handler in JSX never runs there.
 */
export const inlineCode: Rule = (files) =>
  files
    .filter(({ path }) => isCode(path) && !isTest(path) && (isPublicRoute(path) || isPart(path)))
    .flatMap((file) =>
      inspect(file, (node) => {
        const words = literalText(node);
        if (words !== undefined) return inlineInWords(words);
        if (ts.isJsxAttribute(node)) return judgeAttribute(node, isPublicRoute(file.path));
        const isStyle =
          (ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node)) &&
          node.tagName.getText() === "style";
        return isStyle ? "<style>: the content policy blocks it" : undefined;
      }),
    );

function judgeAttribute(node: ts.JsxAttribute, neverHydrated: boolean): string | undefined {
  const name = node.name.getText();
  if (name === "style") return "style=: the content policy blocks it";
  if (/^on[a-z]/.test(name)) return `${name}=: the content policy blocks it`;
  return neverHydrated && /^on[A-Z]/.test(name)
    ? `${name}=: never runs, the page is not hydrated`
    : undefined;
}

function inlineInWords(words: string): string | undefined {
  const found = /<[a-z][^<>]*\s(style|on[a-z]+)\s*=/i.exec(words)?.[1];
  return found && `${found}= in markup: the content policy blocks it`;
}

const CLIENT_PARTS = /^(Form|Link|NavLink|useFetcher|useSubmit|useNavigate)$/;

/** Public, embed and sign-in pages use plain forms and links: what navigates on the client does nothing there. */
export const plainForms: Rule = (files) =>
  files
    .filter(({ path }) => isCode(path) && isPlainPage(path))
    .flatMap((file) =>
      inspect(file, (node) => {
        if (!ts.isImportSpecifier(node)) return undefined;
        const name = (node.propertyName ?? node.name).text;
        const from = node.parent.parent.parent.moduleSpecifier.getText();
        return from === '"@remix-run/react"' && CLIENT_PARTS.test(name)
          ? `${name}: use plain HTML on this page`
          : undefined;
      }),
    );
