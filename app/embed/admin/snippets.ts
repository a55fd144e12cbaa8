import { escapeMarkup } from "#app/platform/escape-markup.ts";
import * as paths from "#app/platform/http/paths.ts";
import { type EmbedDraft, successOf } from "./embed-draft.ts";

/** Target of the snippets: the event's addresses and the loader's script. */
export interface SnippetSubject {
  origin: string;
  slug: string;
  title: string;
  /** Id of the stored embed; with it the snippet needs no other options. */
  embed: string | undefined;
  loader: { url: string; pinnedUrl: string; integrity: string };
  /** Uses the immutable version of the script, with its integrity hash. */
  pinned: boolean;
}

/** Returns the attributes of the element: the stored embed's id, or all options if the embed is not stored. */
function attributesOf(draft: EmbedDraft, { embed }: SnippetSubject): [string, string][] {
  if (embed) {
    // The loader acts on `success` in the host page, where the stored settings are not available.
    return [
      ["embed", embed],
      ...(draft.success ? [["success", successOf(draft.success)] as [string, string]] : []),
    ];
  }
  const said: [string, string][] = [
    ["theme", draft.theme === "auto" ? "" : draft.theme],
    ["stock", draft.stock],
    ["font", draft.font === "brand" ? "" : draft.font],
    ["locale", draft.locale],
    ["seats", draft.seats],
    ["hide", draft.hide.join(",")],
    ["success", draft.success && successOf(draft.success)],
  ];
  return said.filter(([, value]) => value !== "");
}

const written = (attributes: [string, string][], prefix = "") =>
  attributes.map(([name, value]) => ` ${prefix}${name}="${escapeMarkup(value)}"`).join("");

function scriptOf({ origin, loader, pinned }: SnippetSubject, more = ""): string {
  const url = origin + (pinned ? loader.pinnedUrl : loader.url);
  const check = pinned && loader.integrity ? ` integrity="${loader.integrity}" crossorigin="anonymous"` : "";
  return `<script async src="${url}"${check}${more}></script>`;
}

/** Returns the code for an HTML page. */
export function htmlSnippet(
  draft: EmbedDraft,
  subject: SnippetSubject,
  reserve: "inline" | "sheet" = "inline",
): string {
  const { origin, slug, title } = subject;
  const attributes = attributesOf(draft, subject);
  const link = `${origin}${paths.eventPage(slug)}`;
  if (draft.mode === "plain") return plainSnippet(draft, subject);
  if (draft.mode === "popup") {
    const anchor = `<a href="${link}" data-reservo-popup${written(attributes, "data-")}>${escapeMarkup(draft.label)}</a>`;
    return `${anchor}\n${scriptOf(subject)}`;
  }
  if (draft.mode === "float") {
    const more = ` data-reservo-float="${slug}" data-label="${escapeMarkup(draft.label)}" data-position="${draft.position}"`;
    return scriptOf(subject, more + written(attributes, "data-"));
  }
  const style = reserve === "inline" ? ' style="display:block;min-height:560px"' : "";
  return `<reservo-embed event="${slug}"${written(attributes)}${style}>
  <a href="${link}?utm_source=embed">Book “${escapeMarkup(title)}”</a>
</reservo-embed>
${scriptOf(subject)}`;
}

/** Returns an iframe only, for pages that allow no scripts. */
export function plainSnippet(draft: EmbedDraft, subject: SnippetSubject): string {
  const { origin, slug, title } = subject;
  const query = Object.fromEntries(attributesOf(draft, subject).filter(([name]) => name !== "success"));
  const src = escapeMarkup(`${origin}${paths.embedEvent(slug, query)}`);
  const scheme = draft.theme === "auto" ? "light dark" : draft.theme;
  return `<iframe src="${src}" title="Book: ${escapeMarkup(title)}" loading="lazy"
  width="100%" height="760" style="border:0;color-scheme:${scheme}"></iframe>`;
}

/** Returns the source of a React component that wraps the element, so that there is no package to update. */
export function reactSnippet(draft: EmbedDraft, subject: SnippetSubject): string {
  const { origin, slug, loader } = subject;
  const attributes = attributesOf(draft, subject);
  const link = `${origin}${paths.eventPage(slug)}`;
  return `import { useEffect, useRef } from "react";

const LOADER = "${origin}${loader.url}";

export function ReservoForm({ onBooked }) {
  const ref = useRef(null);

  useEffect(() => {
    if (!document.querySelector(\`script[src="\${LOADER}"]\`)) {
      const script = document.createElement("script");
      script.src = LOADER;
      script.async = true;
      document.head.append(script);
    }
  }, []);

  useEffect(() => {
    const element = ref.current;
    const booked = (event) => onBooked?.(event.detail);
    element.addEventListener("reservo:booked", booked);
    return () => element.removeEventListener("reservo:booked", booked);
  }, [onBooked]);

  return (
    <reservo-embed ref={ref} event="${slug}"${written(attributes)} style={{ display: "block", minHeight: 560 }}>
      <a href="${link}">Book</a>
    </reservo-embed>
  );
}`;
}

/** Returns the code for editors that remove unknown tags. */
export function wordpressSnippet(draft: EmbedDraft, subject: SnippetSubject): string {
  const { origin, slug, title } = subject;
  if (draft.mode !== "inline") return htmlSnippet(draft, subject);
  const attributes = written(attributesOf(draft, subject), "data-");
  return `<!-- wp:html -->
<div data-reservo="${slug}"${attributes} style="min-height:560px">
  <a href="${origin}${paths.eventPage(slug)}">Book “${escapeMarkup(title)}”</a>
</div>
${scriptOf(subject)}
<!-- /wp:html -->`;
}

/** Returns the directives that a site with a CSP has to add. */
export function policyLines(origin: string): string {
  return `script-src ${origin};\nframe-src ${origin};`;
}
