import { renderMarkdown } from "./markdown.server.ts";

const ENTITIES: Record<string, string> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

/** Converts an organiser's Markdown to plain text, for feeds, calendars and search engines. */
export function plainText(markdown: string): string {
  return renderMarkdown(markdown)
    .replace(/<\/(p|li|h\d|blockquote|pre)>|<br\s*\/?>/g, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&(amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? "")
    .replace(/\n{2,}/g, "\n")
    .trim();
}
