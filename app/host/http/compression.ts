import { promisify } from "node:util";
import { gzip } from "node:zlib";

const gzipped = promisify(gzip);
const worthwhile = 1024;

/** Returns the client's preference for an encoding, by its Accept-Encoding: 0 means "not acceptable". */
function preference(accepted: string, encoding: string): number {
  let wildcard = 0;
  for (const part of accepted.toLowerCase().split(",")) {
    const [name = "", ...parameters] = part.split(";").map((piece) => piece.trim());
    const quality = parameters.find((parameter) => parameter.startsWith("q="));
    const value = quality === undefined ? 1 : Number(quality.slice(2)) || 0;
    if (name === encoding) return value;
    if (name === "*") wildcard = value;
  }
  return wildcard;
}

/** Picks the offered encoding that the client prefers; the earlier one wins a tie. */
export function chooseEncoding<Offer extends string>(
  accepted: string | null,
  offers: readonly Offer[],
): Offer | undefined {
  if (!accepted || accepted.length > 1000) return undefined;
  let best: { offer: Offer; value: number } | undefined;
  for (const offer of offers) {
    const value = preference(accepted, offer);
    if (value > (best?.value ?? 0)) best = { offer, value };
  }
  return best?.offer;
}

/**
 * Returns the body of an HTML response in one piece, gzipped where the client accepts it and it is worth it, and changes the
 * headers to match. Returns undefined for other responses and for those with a Content-Length, which are already complete.
 */
export async function finishedBody(response: Response, headers: Headers, accepted: string | null) {
  const isHtml = headers.get("content-type")?.startsWith("text/html");
  if (!isHtml || headers.has("content-length") || !response.body) return undefined;
  headers.append("Vary", "Accept-Encoding");
  let body = new Uint8Array(await response.arrayBuffer());
  if (body.byteLength > worthwhile && chooseEncoding(accepted, ["gzip"])) {
    body = new Uint8Array(await gzipped(body, { level: 5 }));
    headers.set("Content-Encoding", "gzip");
    weakenTag(headers);
  }
  headers.set("Content-Length", String(body.byteLength));
  return body;
}

/** Makes the ETag weak: a strong one names exact bytes, and compression has changed them. */
function weakenTag(headers: Headers): void {
  const tag = headers.get("etag");
  if (tag?.startsWith('"')) headers.set("ETag", `W/${tag}`);
}
