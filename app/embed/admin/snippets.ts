import { escapeMarkup } from "#app/platform/escape-markup.ts";
import * as paths from "#app/platform/http/paths.ts";
import { type EmbedDraft, successOf } from "./embed-draft.ts";

/** Where the snippets lead, and which script they load. */
export interface SnippetSubject {
  origin: string;
  slug: string;
  title: string;
  /** The stored embed, once it is stored: then the snippet says no more than its id. */
  embed: string | undefined;
  loader: { url: string; pinnedUrl: string; integrity: string };
  /** Names the version that never changes, with its integrity. */
  pinned: boolean;
}

/** What an element has to say beyond the stored embed: everything, as long as nothing is stored. */
function attributesOf(draft: EmbedDraft, { embed }: SnippetSubject): [string, string][] {
  if (embed) {
    // What the host page itself does is not the frame's to look up.
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

/** The code for a page in plain HTML. */
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

/** A frame and nothing else: for pages that may have no script. */
export function plainSnippet(draft: EmbedDraft, subject: SnippetSubject): string {
  const { origin, slug, title } = subject;
  const query = Object.fromEntries(attributesOf(draft, subject).filter(([name]) => name !== "success"));
  const src = escapeMarkup(`${origin}${paths.embedEvent(slug, query)}`);
  const scheme = draft.theme === "auto" ? "light dark" : draft.theme;
  return `<iframe src="${src}" title="Book: ${escapeMarkup(title)}" loading="lazy"
  width="100%" height="760" style="border:0;color-scheme:${scheme}"></iframe>`;
}

/** A component around the element: there is no package to keep up to date. */
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

/** For editors that take out tags that they do not know. */
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

/** What a site with a content policy of its own adds to it. */
export function policyLines(origin: string): string {
  return `script-src ${origin};\nframe-src ${origin};`;
}
