import MarkdownIt from "markdown-it";

const markdown = new MarkdownIt({ html: false, breaks: true, linkify: true, typographer: false });

// Headings of a description stand below the page's own h1; its links are the organiser's word, not ours.
markdown.renderer.rules.heading_open = (tokens, index) => `<${below(tokens[index]?.tag)}>`;
markdown.renderer.rules.heading_close = (tokens, index) => `</${below(tokens[index]?.tag)}>\n`;
markdown.renderer.rules.link_open = (tokens, index, options, _env, self) => {
  tokens[index]?.attrSet("rel", "nofollow noopener ugc");
  return self.renderToken(tokens, index, options);
};
markdown.validateLink = (url) => /^(https?:\/\/|mailto:)/i.test(url.trim());
// Pictures come from our own origin only, and a description has none of ours.
markdown.disable("image");

function below(tag: string | undefined): string {
  return `h${Math.min(6, Number(tag?.slice(1) ?? 1) + 1)}`;
}

/** An organiser's Markdown as HTML, with its line breaks as typed: no HTML of theirs, no pictures, links to http, https and mailto only. */
export function renderMarkdown(text: string): string {
  return markdown.render(text);
}
