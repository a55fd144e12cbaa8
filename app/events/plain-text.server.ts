import { renderMarkdown } from "./markdown.server.ts";

const ENTITIES: Record<string, string> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

/** An organiser's Markdown as text: for feeds, calendars and what search engines are told. */
export function plainText(markdown: string): string {
  return renderMarkdown(markdown)
    .replace(/<\/(p|li|h\d|blockquote|pre)>|<br\s*\/?>/g, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&(amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? "")
    .replace(/\n{2,}/g, "\n")
    .trim();
}
