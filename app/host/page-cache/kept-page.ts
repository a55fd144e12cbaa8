import type { PageFacts } from "#app/platform/http/page-keeping.ts";
import { chooseEncoding } from "../http/compression.ts";
import { fillGzip, fillPlain, type PageWithSlots, WholePage } from "./page-bytes.ts";

/** A page in the cache, with its headers and what it rests on. */
export interface KeptPage extends Filled {
  headers: [string, string][];
  isFile: boolean;
  facts: PageFacts;
  /** What was true before it was rendered; undefined when nobody knew yet what to ask. */
  stamp: string | undefined;
  /** How often something was withdrawn that it may show, before its data were read. */
  withdrawals: number | undefined;
  renderedAt: number;
}

export interface Filled {
  page: WholePage | PageWithSlots;
  /** What each slot is filled with a token for: the place of its purpose. */
  slots: readonly number[];
  purposes: readonly string[];
}

/** Makes a form's token for one visitor. */
export type MintFormToken = (purpose: string) => string;

/** Returns the response for the only visitor of a page that cannot be kept. */
export function fillForOne(response: Response, filled: Filled, mintToken: MintFormToken): Response {
  const { page } = filled;
  const bytes = "parts" in page ? fillPlain(page, fillingsOf(filled, mintToken)) : page.plain;
  return new Response(bytes, { status: response.status, headers: response.headers });
}

/** The tokens for one visitor. They are made here, where they are written, and kept nowhere. */
function fillingsOf({ slots, purposes }: Filled, mintToken: MintFormToken): string[] {
  const tokens = purposes.map(mintToken);
  return slots.map((purpose) => tokens[purpose] ?? "");
}

/** Answers one visitor with a page that is kept: in an encoding that they take, or with "not modified". */
export function send(kept: KeptPage, request: Request, mintToken: MintFormToken): Response {
  const { page, isFile } = kept;
  const accepted = request.headers.get("accept-encoding");
  const headers = new Headers(kept.headers);
  if (!headers.has("Cache-Control")) headers.set("Cache-Control", "private, no-cache");
  headers.set("Vary", isFile ? "Accept-Encoding" : "Accept-Encoding, Accept-Language, Cookie");
  if (!(page instanceof WholePage)) {
    // Without a tag: "not modified" would give the visitor an old token again.
    const fillings = fillingsOf(kept, mintToken);
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
