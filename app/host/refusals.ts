/** What the host itself answers when a request does not get as far as a page. */
export type HostRefusal =
  | "malformed"
  | "untrusted"
  | "not-found"
  | "wrong-method"
  | "too-large"
  | "long-address"
  | "failed";

interface Words {
  status: number;
  code: string;
  title: string;
  text: string;
}

const table: Record<HostRefusal, Words> = {
  malformed: {
    status: 400,
    code: "INVALID_INPUT",
    title: "This request can't be read",
    text: "Part of it was missing or malformed. Go back, reload the page and try again.",
  },
  untrusted: {
    status: 403,
    code: "FORBIDDEN",
    title: "We couldn't tell where this came from",
    text: "The form was not sent from a page of ours, so nothing was changed. Open the page here and send it again.",
  },
  "not-found": {
    status: 404,
    code: "NOT_FOUND",
    title: "There is no page here",
    text: "The address may be mistyped, or the page has gone. Check the link that you were given.",
  },
  "wrong-method": {
    status: 405,
    code: "METHOD_NOT_ALLOWED",
    title: "This page can't be asked that way",
    text: "Nothing was changed. Open the page in a browser instead.",
  },
  "too-large": {
    status: 413,
    code: "PAYLOAD_TOO_LARGE",
    title: "That is more than we can take",
    text: "Nothing was changed. Shorten what you typed and send it again.",
  },
  "long-address": {
    status: 414,
    code: "INVALID_INPUT",
    title: "This address is too long",
    text: "Check the link that you were given.",
  },
  failed: {
    status: 500,
    code: "INTERNAL_ERROR",
    title: "We couldn't show this page",
    text: "Nothing was changed as far as we know. Try again in a minute; if you were booking, your confirmation tells you whether it went through.",
  },
};

const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => escapes[character] ?? "");

export interface RefusalOptions {
  requestId: string;
  /** JSON for the API, a page for people, plain text for everything else. */
  isApi: boolean;
  accept: string | null;
  /** Path of a style sheet that the page links. */
  styleSheet?: string | undefined;
  headers?: Record<string, string>;
  /** A sentence for people in place of the usual one, when more is known. */
  text?: string;
}

/** A calm answer in the words of the product, without anything of the inside but the request id. */
export function refuse(refusal: HostRefusal, options: RefusalOptions): Response {
  const { status, code, title, text: usualText } = table[refusal];
  const text = options.text ?? usualText;
  const respond = (type: string, body: string) =>
    new Response(body, {
      status,
      headers: { "Cache-Control": "no-store", ...options.headers, "Content-Type": `${type}; charset=utf-8` },
    });
  if (options.isApi) {
    const message = `${title}. ${text}`;
    return respond(
      "application/json",
      JSON.stringify({ error: code, message, requestId: options.requestId }),
    );
  }
  if (!options.accept?.includes("text/html")) {
    return respond("text/plain", `${title}. ${text}\nRequest: ${options.requestId}\n`);
  }
  const sheet = options.styleSheet ? `<link rel="stylesheet" href="${escaped(options.styleSheet)}">` : "";
  return respond(
    "text/html",
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
      `<title>${escaped(title)} · Reservo</title>${sheet}</head><body><main id="main"><h1>${escaped(title)}</h1>` +
      `<p>${escaped(text)}</p><p><small>Request ${escaped(options.requestId)}</small></p></main></body></html>`,
  );
}
