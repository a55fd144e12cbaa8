import type { Sent } from "#app/platform/http/exchange.ts";
import type { Theme } from "#app/platform/http/preferences.ts";
import { DEFAULT_LOCALE, type Locale, languageOf } from "#app/platform/locales.ts";
import { type RequestRefusal, statusOf } from "#app/platform/refusals.ts";
import { refusalPage } from "./refusal-page.ts";
import { type HostRefusal, refusalWords, writtenWords } from "./refusal-words.ts";
import type { SentForm } from "./sent-form.ts";

export type { HostRefusal };

/** The code and, where retrying by itself makes sense, after how many seconds. */
const table: Record<HostRefusal, { code: RequestRefusal; retryAfter?: number }> = {
  malformed: { code: "INVALID_INPUT" },
  untrusted: { code: "FORBIDDEN" },
  "not-found": { code: "NOT_FOUND" },
  "wrong-method": { code: "METHOD_NOT_ALLOWED" },
  "too-large": { code: "PAYLOAD_TOO_LARGE" },
  "long-address": { code: "URI_TOO_LONG" },
  "too-many": { code: "RATE_LIMITED", retryAfter: 5 },
  busy: { code: "OVERLOADED", retryAfter: 5 },
  unavailable: { code: "UNAVAILABLE", retryAfter: 20 },
  failed: { code: "INTERNAL_ERROR" },
};

export interface RefusalOptions {
  requestId: string;
  /** JSON for the API, a page for people, plain text for everything else. */
  isApi: boolean;
  accept: string | null;
  /** What the visitor wishes of every page. */
  locale?: Locale | undefined;
  theme?: Theme | undefined;
  /** The address that was asked for. */
  address?: string | undefined;
  /** Whether something was written there: that is never tried again by itself. */
  isWrite?: boolean;
  /** The form that was sent there, where it may be sent once more. */
  sent?: SentForm | undefined;
  /** Path of a style sheet that the page links. */
  styleSheet?: string | undefined;
  headers?: Record<string, string>;
  /** In seconds, where it is known better than the table knows it. */
  retryAfter?: number | undefined;
}

/** What a program is told, as the API tells all its errors. */
function wordsForPrograms(refusal: HostRefusal, requestId: string): string {
  const [title, text] = refusalWords[DEFAULT_LOCALE][refusal];
  return JSON.stringify({ error: table[refusal].code, message: `${title}. ${text}`, requestId });
}

/** The same answer to a call of the API, before it is made a response. */
export function refuseCall(refusal: HostRefusal, requestId: string): Sent {
  const { code, retryAfter } = table[refusal];
  const status = statusOf(code);
  return {
    status,
    headers: {
      "Cache-Control": "no-store",
      ...(retryAfter !== undefined && { "Retry-After": String(retryAfter) }),
      "Content-Type": "application/json; charset=utf-8",
    },
    body: wordsForPrograms(refusal, requestId),
  };
}

/** A calm answer in the words of the product, without anything of the inside but the request id. */
export function refuse(refusal: HostRefusal, options: RefusalOptions): Response {
  const status = statusOf(table[refusal].code);
  const { requestId, accept, address, isWrite, sent, styleSheet, theme } = options;
  const { retryAfter = table[refusal].retryAfter } = options;
  const isPage = !options.isApi && accept?.includes("text/html");
  // Programs are answered in one language.
  const locale = (isPage && options.locale) || DEFAULT_LOCALE;
  const language = languageOf(locale);
  const [title, usual] = (refusalWords[language] ?? refusalWords.en)[refusal];
  const written = writtenWords[language] ?? writtenWords.en;
  const text = isWrite && status >= 500 ? written[isPage && sent ? "kept" : "gone"] : usual;
  const respond = (type: string, body: string, more: Record<string, string> = {}) =>
    new Response(body, {
      status,
      headers: {
        "Cache-Control": "no-store",
        ...(retryAfter !== undefined && { "Retry-After": String(retryAfter) }),
        ...more,
        ...options.headers,
        "Content-Type": `${type}; charset=utf-8`,
      },
    });
  if (options.isApi) return respond("application/json", wordsForPrograms(refusal, requestId));
  if (!isPage) return respond("text/plain", `${title}. ${text}\nRequest: ${requestId}\n`);
  const mayPassLater = status >= 500 || retryAfter !== undefined;
  const again = mayPassLater && (!isWrite || sent) ? address : undefined;
  const page = refusalPage({ status, title, text, locale, theme, requestId, styleSheet, again, sent });
  const vary = { Vary: "Accept-Language, Cookie" };
  // A header, since assistive technology is told of a refresh in the markup as of a fault.
  const refresh = retryAfter !== undefined && again && !isWrite ? { Refresh: String(retryAfter) } : undefined;
  return respond("text/html", page, { ...vary, ...refresh });
}
