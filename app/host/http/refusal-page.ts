import { escapeMarkup } from "#app/platform/escape-markup.ts";
import type { Theme } from "#app/platform/http/preferences.ts";
import { type Locale, languageOf } from "#app/platform/locales.ts";
import { frameWords } from "./refusal-words.ts";
import type { SentForm } from "./sent-form.ts";

export interface RefusalPage {
  status: number;
  title: string;
  text: string;
  locale: Locale;
  theme: Theme | undefined;
  requestId: string;
  styleSheet: string | undefined;
  /** URL of the retry link; undefined where a retry makes no sense. */
  again: string | undefined;
  /** Form fields that the retry posts there; without them the retry is a link. */
  sent?: SentForm | undefined;
}

/** Renders a page in the product's design that needs nothing but its style sheet: no page framework, and no database. */
export function refusalPage(page: RefusalPage): string {
  const { title, text, locale, theme, requestId, styleSheet, again, sent } = page;
  const words = frameWords[languageOf(locale)] ?? frameWords.en;
  const sheet = styleSheet ? `<link rel="stylesheet" href="${escapeMarkup(styleSheet)}">` : "";
  const chosen = theme ? ` data-theme="${theme}"` : "";
  const link = (href: string, kind: string, label: string) =>
    `<a class="button button-${kind}" href="${escapeMarkup(href)}">${escapeMarkup(label)}</a>`;
  const retry = again && (sent ? sendAgain(again, sent, words.again) : link(again, "primary", words.again));
  const links = (retry ?? "") + link("/", retry ? "quiet" : "primary", words.home);
  return `<!doctype html><html lang="${locale}"${chosen}><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">
<title>${escapeMarkup(title)} · Reservo</title>${sheet}
<link rel="icon" href="/favicon.svg" type="image/svg+xml"></head>
<body><div class="frame"><header class="frame-header"><a class="wordmark" href="/">Reservo</a></header>
<main id="main" class="frame-main"><div class="empty-ticket"><div class="empty-main">
<h1 class="empty-title">${escapeMarkup(title)}</h1><div class="empty-line"><p>${escapeMarkup(text)}</p></div>
<div class="empty-action">${links}</div></div><div class="empty-stub">${freeSeats}</div></div></main>
<footer class="frame-footer"><p>${escapeMarkup(words.request)} <code class="reference">${escapeMarkup(requestId)}</code></p></footer>
</div></body></html>`;
}

function sendAgain(address: string, sent: SentForm, label: string): string {
  const fields = sent.map(
    ([name, value]) => `<input type="hidden" name="${escapeMarkup(name)}" value="${escapeMarkup(value)}">`,
  );
  return `<form method="post" action="${escapeMarkup(address)}">${fields.join("")}
<button class="button button-primary">${escapeMarkup(label)}</button></form>`;
}

/** Twenty seats, all free: no ticket was issued. */
const freeSeats = `<div class="seats" aria-hidden="true">${'<i data-seat="free"></i>'.repeat(20)}</div>`;
