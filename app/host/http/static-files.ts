import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { getMimeType } from "hono/utils/mime";
import { chooseEncoding } from "./compression.ts";
import type { IncomingRequest } from "./incoming-request.ts";

interface StaticFile {
  type: string;
  tag: string;
  plain: Uint8Array<ArrayBuffer>;
  br?: Uint8Array<ArrayBuffer>;
  gzip?: Uint8Array<ArrayBuffer>;
}

export interface StaticFiles {
  /** Returns the response to a GET or HEAD request; undefined when there is no such file. */
  answer({ url, route, request }: RequestedFile): Response | undefined;
}

type RequestedFile = Pick<IncomingRequest, "url" | "route" | "request">;

const DEFAULT_CACHE_CONTROL = "public, max-age=3600";

function read(file: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(file));
}

function readStaticFile(path: string, file: string): StaticFile {
  const plain = read(file);
  const [br, gzip] = [`${file}.br`, `${file}.gz`].map((each) => (existsSync(each) ? read(each) : undefined));
  return {
    type: getMimeType(path) ?? "application/octet-stream",
    tag: createHash("sha256").update(plain).digest("base64url").slice(0, 22),
    plain,
    ...(br && { br }),
    ...(gzip && { gzip }),
  };
}

/** Lists the public files of the build: all of assets/ and embed/, and the files directly in the root. */
function listFiles(root: string): string[] {
  const inFolder = (folder: string, recursive: boolean) =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder), { withFileTypes: true, recursive })
          .filter((entry) => entry.isFile() && !/^\.|\.(br|gz|map)$/.test(entry.name))
          .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll("\\", "/"))
      : [];
  return [...inFolder("", false), ...inFolder("assets", true), ...inFolder("embed", true)];
}

/**
 * Serves the browser files of a build from memory: only the listed paths exist, so no path can escape the folder, and replacing
 * the folder does not affect a running server. Without a folder there are no files, as in development, where Vite serves them.
 */
export function createStaticFiles(root: string | undefined): StaticFiles {
  const files = new Map<string, StaticFile>();
  if (root) for (const path of listFiles(root)) files.set(path, readStaticFile(path, join(root, path)));

  return {
    answer({ url, route, request }) {
      const file = files.get(url.pathname);
      if (!file) return undefined;
      const offers = (["br", "gzip"] as const).filter((each) => file[each]);
      const encoding = chooseEncoding(request.headers.get("accept-encoding"), offers);
      const body = (encoding && file[encoding]) ?? file.plain;
      const tag = `"${file.tag}${encoding ? `-${encoding}` : ""}"`;
      const headers = new Headers({
        "Cache-Control": route.cacheControl ?? DEFAULT_CACHE_CONTROL,
        ETag: tag,
      });
      if (offers.length > 0) headers.set("Vary", "Accept-Encoding");
      const known = request.headers.get("if-none-match");
      if (known?.split(",").some((each) => each.trim().replace(/^W\//, "") === tag)) {
        return new Response(null, { status: 304, headers });
      }
      headers.set("Content-Type", file.type);
      headers.set("Content-Length", String(body.byteLength));
      if (encoding) headers.set("Content-Encoding", encoding);
      return new Response(request.method === "HEAD" ? null : body, { headers });
    },
  };
}
