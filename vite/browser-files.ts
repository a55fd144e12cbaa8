import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { build, type Plugin, type ResolvedConfig, transformWithEsbuild, type ViteDevServer } from "vite";
import { compressFolder } from "./compress-folder.ts";

const moduleId = "virtual:browser-files";
const resolvedId = `\0${moduleId}`;
const elementsEntry = "app/elements/index.ts";
const paperElementsEntry = "app/elements/paper-pages.ts";
const ticketWorkerEntry = "app/elements/ticket-worker.ts";
/** The address that app/platform/http/paths.ts names. */
const ticketWorkerFile = "ticket-worker.js";
/** Organisers' pages load the words of one language. */
const ADMIN_LANGUAGES = ["en", "de", "fr", "es"];
const adminWordsEntry = (language: string) => `app/i18n/messages/admin/${language}.ts`;
const devReloadEntry = "app/elements/dev-reload.ts";
const frameEntry = "app/embed/frame/frame.ts";
const loaderEntry = "app/embed/loader/loader.ts";

/** Of the loader that other people's pages name, with its integrity: a change of the loader is a new version here. */
const LOADER_VERSION = "1.0.0";

type BrowserFiles = {
  elementsUrl: string;
  adminWordsUrls: Record<string, string>;
  frameUrl: string;
  loader: { url: string; pinnedUrl: string; integrity: string };
  paperElementsUrl: string;
  devReloadUrls: string[];
};

/**
 * Builds the scripts of pages that React does not hydrate, beside Remix's own client build: each becomes one file in
 * /assets with its content's hash in the name, and `virtual:browser-files` tells its URL to both builds. The loader for
 * other people's pages has two names that last: one that is always the newest, one that never changes. In development
 * the sources are served as they are, the loader is bundled when it is asked for, and pages reload when a file changes.
 */
export function browserFiles(): Plugin {
  let config: ResolvedConfig;
  const buildFolder = () => path.resolve(config.root, path.dirname(config.build.outDir));
  const listFile = () => path.join(buildFolder(), "browser-files.json");

  return {
    name: "reservo:browser-files",
    configResolved(resolved) {
      config = resolved;
    },
    // buildStart, because root.tsx is in the client build too and asks for the URLs long before files are written.
    async buildStart() {
      if (config.command === "serve" || config.build.ssr) return;
      const emit = (fileName: string, source: string) => {
        this.emitFile({ type: "asset", fileName, source });
        return config.base + fileName;
      };
      const module = async (name: string, entry: string) => {
        const source = await bundle(config.root, entry);
        return emit(`assets/${name}-${shortHash(source)}.js`, source);
      };
      // A service worker answers for pages beside and below its own address, so it stands at the root under a plain name.
      emit(ticketWorkerFile, await bundle(config.root, ticketWorkerEntry));
      const loader = await bundleLoader(config.root);
      const files: BrowserFiles = {
        elementsUrl: await module("elements", elementsEntry),
        paperElementsUrl: await module("papers", paperElementsEntry),
        adminWordsUrls: await byLanguage((each) => module(`admin-words-${each}`, adminWordsEntry(each))),
        frameUrl: await module("frame", frameEntry),
        loader: {
          url: emit("embed/v1.js", loader),
          pinnedUrl: emit(`embed/v${LOADER_VERSION}.js`, loader),
          integrity: `sha384-${createHash("sha384").update(loader).digest("base64")}`,
        },
        devReloadUrls: [],
      };
      await mkdir(buildFolder(), { recursive: true });
      await writeFile(listFile(), `${JSON.stringify(files, null, 2)}\n`);
    },
    resolveId(id) {
      return id === moduleId ? resolvedId : undefined;
    },
    load(id) {
      if (id !== resolvedId) return undefined;
      const files = config.command === "serve" ? sourceFiles(config.base) : readList(listFile());
      return Object.entries(files)
        .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
        .join("\n");
    },
    configureServer(server) {
      reloadOnChange(server);
      serveLoader(server);
    },
    // After either build: Remix writes its manifest into the client's folder during the server build.
    async closeBundle() {
      if (config.command !== "build") return;
      for (const folder of ["assets", "embed"])
        await compressFolder(path.join(buildFolder(), "client", folder));
    },
  };
}

function sourceFiles(base: string): BrowserFiles {
  return {
    elementsUrl: base + elementsEntry,
    adminWordsUrls: Object.fromEntries(
      ADMIN_LANGUAGES.map((language) => [language, base + adminWordsEntry(language)]),
    ),
    frameUrl: base + frameEntry,
    loader: { url: `${base}embed/v1.js`, pinnedUrl: `${base}embed/v${LOADER_VERSION}.js`, integrity: "" },
    paperElementsUrl: base + paperElementsEntry,
    devReloadUrls: [`${base}@vite/client`, base + devReloadEntry],
  };
}

async function byLanguage(urlOf: (language: string) => Promise<string>): Promise<Record<string, string>> {
  const urls = await Promise.all(ADMIN_LANGUAGES.map(async (language) => [language, await urlOf(language)]));
  return Object.fromEntries(urls);
}

function readList(file: string): BrowserFiles {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** One self-contained, minified file; Remix's chunks of React code stay out of it. */
async function bundle(root: string, entry: string, format: "es" | "iife" = "es"): Promise<string> {
  const result = await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: "warn",
    build: {
      write: false,
      target: "es2022",
      modulePreload: false,
      rollupOptions: {
        input: path.join(root, entry),
        preserveEntrySignatures: "strict",
        // Modules are strict by themselves, and what was checked as one needs no prologue in a script.
        output: { format, inlineDynamicImports: true, strict: false },
      },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  const chunks = outputs.flatMap((output) => ("output" in output ? output.output : []));
  const [chunk] = chunks;
  if (chunks.length !== 1 || chunk?.type !== "chunk") throw new Error(`${entry} did not become one file`);
  return chunk.code;
}

/** The loader as a plain script, with its inner names shortened: every page of every site that has a form pays for it. */
async function bundleLoader(root: string): Promise<string> {
  const code = await bundle(root, loaderEntry, "iife");
  const mangleProps = /^(iframe|room|cover|host|show|post|options|link)$/;
  return (await transformWithEsbuild(code, "loader.js", { minify: true, target: "es2022", mangleProps }))
    .code;
}

function shortHash(source: string): string {
  return createHash("sha256").update(source).digest("base64url").slice(0, 8);
}

function serveLoader(server: ViteDevServer) {
  server.middlewares.use(async (request, response, next) => {
    if (!/^\/embed\/v[\d.]+\.js$/.test(request.url ?? "")) return next();
    const code = await bundleLoader(server.config.root);
    response.setHeader("Content-Type", "text/javascript; charset=utf-8");
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    response.end(code);
  });
}

/** Tells pages without hydration about any change; the short wait lets Vite drop the old module first. */
function reloadOnChange(server: ViteDevServer) {
  server.watcher.on("change", () => setTimeout(() => server.ws.send("reservo:changed"), 30));
}
