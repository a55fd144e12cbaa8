import MarkdownIt from "markdown-it";

const markdown = new MarkdownIt({ html: false, breaks: true, linkify: true, typographer: false });

// A description's headings are below the page's h1; search engines must not count the organiser's links as ours.
markdown.renderer.rules.heading_open = (tokens, index) => `<${below(tokens[index]?.tag)}>`;
markdown.renderer.rules.heading_close = (tokens, index) => `</${below(tokens[index]?.tag)}>\n`;
markdown.renderer.rules.link_open = (tokens, index, options, _env, self) => {
  tokens[index]?.attrSet("rel", "nofollow noopener ugc");
  return self.renderToken(tokens, index, options);
};
markdown.validateLink = (url) => /^(https?:\/\/|mailto:)/i.test(url.trim());
// The content security policy allows pictures from our origin only, and descriptions cannot have such ones.
markdown.disable("image");

function below(tag: string | undefined): string {
  return `h${Math.min(6, Number(tag?.slice(1) ?? 1) + 1)}`;
}

/** Renders an organiser's Markdown as HTML, keeping line breaks: without pictures and inline HTML, with http(s) and mailto links only. */
export function renderMarkdown(text: string): string {
  return markdown.render(text);
}
