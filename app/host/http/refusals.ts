import type { ResponseParts } from "#app/platform/http/exchange.ts";
import type { Theme } from "#app/platform/http/preferences.ts";
import { DEFAULT_LOCALE, type Locale, languageOf } from "#app/platform/locales.ts";
import { type RequestRefusal, statusOf } from "#app/platform/refusals.ts";
import { refusalPage } from "./refusal-page.ts";
import { type HostRefusal, refusalWords, writtenWords } from "./refusal-words.ts";
import type { SentForm } from "./sent-form.ts";

export type { HostRefusal };

/** Error code and, where retrying makes sense, the delay in seconds. */
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
  /** JSON for the API, an HTML page for browsers, plain text for everything else. */
  isApi: boolean;
  accept: string | null;
  /** The visitor's preferences for every page. */
  locale?: Locale | undefined;
  theme?: Theme | undefined;
  /** The requested path and query. */
  address?: string | undefined;
  /** Whether the request is a write, which is never retried automatically. */
  isWrite?: boolean;
  /** Fields of the submitted form, where it may be sent again. */
  sent?: SentForm | undefined;
  /** Path of the style sheet that the page links. */
  styleSheet?: string | undefined;
  headers?: Record<string, string>;
  /** In seconds; overrides the default of the refusal. */
  retryAfter?: number | undefined;
}

/** Returns the body for programs, in the format of all API errors. */
function wordsForPrograms(refusal: HostRefusal, requestId: string): string {
  const [title, text] = refusalWords[DEFAULT_LOCALE][refusal];
  return JSON.stringify({ error: table[refusal].code, message: `${title}. ${text}`, requestId });
}

/** Returns the refusal of an API request on the fast path, before it becomes a response. */
export function refuseCall(refusal: HostRefusal, requestId: string): ResponseParts {
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

/** Creates the response of a refusal in the visitor's language; it reveals nothing internal but the request id. */
export function refuse(refusal: HostRefusal, options: RefusalOptions): Response {
  const status = statusOf(table[refusal].code);
  const { requestId, accept, address, isWrite, sent, styleSheet, theme } = options;
  const { retryAfter = table[refusal].retryAfter } = options;
  const isPage = !options.isApi && accept?.includes("text/html");
  // Programs get one language.
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
  // A header, since assistive technology reports a refresh in the markup as a fault.
  const refresh = retryAfter !== undefined && again && !isWrite ? { Refresh: String(retryAfter) } : undefined;
  return respond("text/html", page, { ...vary, ...refresh });
}
