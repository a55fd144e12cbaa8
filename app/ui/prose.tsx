import { languageOfWords } from "#app/platform/text/language.ts";

/**
 * Text that an organiser wrote in Markdown, as rendered HTML. It is inserted unescaped: pass only the output of the
 * Markdown renderer, which escapes HTML of the author.
 */
export function Prose({ html, lang }: { html: string; lang?: string }) {
  const language = languageOfWords(html.replace(/<[^>]*>/g, ""), lang);
  return <div className="prose" dir="auto" lang={language} dangerouslySetInnerHTML={{ __html: html }} />;
}
