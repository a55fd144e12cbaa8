import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { build, type Plugin, type ResolvedConfig, transformWithEsbuild, type ViteDevServer } from "vite";
import { compressFolder } from "./compress-folder.ts";

const moduleId = "virtual:browser-files";
const resolvedId = `\0${moduleId}`;
const elementsEntry = "app/elements/index.ts";
const printElementsEntry = "app/elements/print-pages.ts";
const ticketWorkerEntry = "app/elements/ticket-worker.ts";
/** The address in app/platform/http/paths.ts. */
const ticketWorkerFile = "ticket-worker.js";
/** Organisers' pages load the words of one language. */
const ADMIN_LANGUAGES = ["en", "de", "fr", "es"];
const adminWordsEntry = (language: string) => `app/i18n/messages/admin/${language}.ts`;
const devReloadEntry = "app/elements/dev-reload.ts";
const frameEntry = "app/embed/frame/frame.ts";
const loaderEntry = "app/embed/loader/loader.ts";

/** Version of the loader, which host pages pin with an integrity hash. Increment it with every change of the loader. */
const LOADER_VERSION = "1.0.0";

type BrowserFiles = {
  elementsUrl: string;
  adminWordsUrls: Record<string, string>;
  frameUrl: string;
  loader: { url: string; pinnedUrl: string; integrity: string };
  printElementsUrl: string;
  devReloadUrls: string[];
};

/**
 * Builds the scripts of pages that React does not hydrate, next to Remix's client build. Each becomes one file in /assets
 * with a content hash in its name, and `virtual:browser-files` exports its URL to both builds. The loader for host pages
 * has two stable names: one for the newest version, one per immutable version. In development the sources are served
 * unbundled, the loader is bundled per request, and pages reload when a file changes.
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
    // buildStart, because root.tsx is in the client build too and imports the URLs before any file is written.
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
      // A service worker controls only pages at or below its path, so it is at the root, without a hash.
      emit(ticketWorkerFile, await bundle(config.root, ticketWorkerEntry));
      const loader = await bundleLoader(config.root);
      const files: BrowserFiles = {
        elementsUrl: await module("elements", elementsEntry),
        printElementsUrl: await module("print", printElementsEntry),
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
    // After both builds: Remix writes its manifest into the client's folder during the server build.
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
    printElementsUrl: base + printElementsEntry,
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

/** Bundles an entry into one self-contained, minified file, without Remix's chunks of React code. */
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
        // Modules are always strict, and code that was checked as a module needs no "use strict" in a script.
        output: { format, inlineDynamicImports: true, strict: false },
      },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  const chunks = outputs.flatMap((output) => ("output" in output ? output.output : []));
  const [chunk] = chunks;
  if (chunks.length !== 1 || chunk?.type !== "chunk")
    throw new Error(`${entry} did not bundle into one file`);
  return chunk.code;
}

/** Bundles the loader as a classic script with mangled property names, since every page with a form downloads it. */
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

/** Reloads pages without hydration on every change. The short delay lets Vite invalidate the old module first. */
function reloadOnChange(server: ViteDevServer) {
  server.watcher.on("change", () => setTimeout(() => server.ws.send("reservo:changed"), 30));
}
