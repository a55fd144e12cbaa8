import type { PageFacts } from "#app/platform/http/page-caching.ts";
import { chooseEncoding } from "../http/compression.ts";
import { fillGzip, fillPlain, type PageWithSlots, WholePage } from "./page-bytes.ts";

/** A page in the cache, with its headers and the facts it depends on. */
export interface CachedPage extends Filled {
  headers: [string, string][];
  isFile: boolean;
  facts: PageFacts;
  /** Stamp of its facts before it was rendered; undefined if they were not known then. */
  stamp: string | undefined;
  /** How often something was withdrawn that it may show, before its data were read. */
  withdrawals: number | undefined;
  renderedAt: number;
}

export interface Filled {
  page: WholePage | PageWithSlots;
  /** For each slot, the index of its token's purpose. */
  slots: readonly number[];
  purposes: readonly string[];
}

/** Creates a form token for one visitor. */
export type MintFormToken = (purpose: string) => string;

/** Returns the response for the only visitor of a page that cannot be cached. */
export function fillForVisitor(response: Response, filled: Filled, mintToken: MintFormToken): Response {
  const { page } = filled;
  const bytes = "parts" in page ? fillPlain(page, fillingsOf(filled, mintToken)) : page.plain;
  return new Response(bytes, { status: response.status, headers: response.headers });
}

/** Returns the tokens for one visitor. They are created when the page is sent and never stored. */
function fillingsOf({ slots, purposes }: Filled, mintToken: MintFormToken): string[] {
  const tokens = purposes.map(mintToken);
  return slots.map((purpose) => tokens[purpose] ?? "");
}

/** Returns the response with a cached page for one visitor: in an encoding that they accept, or 304. */
export function send(entry: CachedPage, request: Request, mintToken: MintFormToken): Response {
  const { page, isFile } = entry;
  const accepted = request.headers.get("accept-encoding");
  const headers = new Headers(entry.headers);
  if (!headers.has("Cache-Control")) headers.set("Cache-Control", "private, no-cache");
  headers.set("Vary", isFile ? "Accept-Encoding" : "Accept-Encoding, Accept-Language, Cookie");
  if (!(page instanceof WholePage)) {
    // Without an ETag: a 304 would make the browser reuse an old token.
    const fillings = fillingsOf(entry, mintToken);
    if (chooseEncoding(accepted, ["gzip"])) return sendBytes(fillGzip(page, fillings), headers, "gzip");
    return sendBytes(fillPlain(page, fillings), headers);
  }
  const encoding = page.isPacked ? undefined : chooseEncoding(accepted, ["br", "gzip"]);
  const tag = `"${page.tag}${encoding ? `-${encoding}` : ""}"`;
  headers.set("ETag", tag);
  const known = request.headers.get("if-none-match")?.split(",");
  if (known?.some((each) => each.trim().replace(/^W\//, "") === tag)) {
    return new Response(null, { status: 304, headers });
  }
  return sendBytes(encoding ? page[encoding] : page.plain, headers, encoding);
}

function sendBytes(bytes: Uint8Array<ArrayBuffer>, headers: Headers, encoding?: string): Response {
  if (encoding) headers.set("Content-Encoding", encoding);
  headers.set("Content-Length", String(bytes.byteLength));
  return new Response(bytes, { headers });
}
