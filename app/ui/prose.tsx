import { languageOfWords } from "#app/platform/text/language.ts";

/**
 * Text that an organiser wrote in Markdown, as rendered HTML. It is put into the page as it is: give it only the
 * output of the Markdown renderer, which lets no HTML of the author's through.
 */
export function Prose({ html, lang }: { html: string; lang?: string }) {
  const language = languageOfWords(html.replace(/<[^>]*>/g, ""), lang);
  return <div className="prose" dir="auto" lang={language} dangerouslySetInnerHTML={{ __html: html }} />;
}
