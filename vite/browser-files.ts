import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { build, type Plugin, type ResolvedConfig, type ViteDevServer } from "vite";
import { compressFolder } from "./compress-folder.ts";

const moduleId = "virtual:browser-files";
const resolvedId = `\0${moduleId}`;
const elementsEntry = "app/elements/index.ts";
const paperElementsEntry = "app/elements/paper-pages.ts";
const ticketWorkerEntry = "app/elements/ticket-worker.ts";
/** The address that app/platform/paths.ts names. */
const ticketWorkerFile = "ticket-worker.js";
const devReloadEntry = "app/elements/dev-reload.ts";

type BrowserFiles = {
  elementsUrl: string;
  paperElementsUrl: string;
  devReloadUrls: string[];
};

/**
 * Builds the scripts of pages that React does not hydrate, beside Remix's own client build: each becomes one file in
 * /assets with its content's hash in the name, and `virtual:browser-files` tells its URL to both builds. In
 * development the sources are served as they are, and such pages reload when a file changes.
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
      const emit = async (name: string, entry: string) => {
        const source = await bundle(config.root, entry);
        const fileName = `assets/${name}-${shortHash(source)}.js`;
        this.emitFile({ type: "asset", fileName, source });
        return config.base + fileName;
      };
      // A service worker answers for pages beside and below its own address, so it stands at the root under a plain name.
      const worker = await bundle(config.root, ticketWorkerEntry);
      this.emitFile({ type: "asset", fileName: ticketWorkerFile, source: worker });
      const files: BrowserFiles = {
        elementsUrl: await emit("elements", elementsEntry),
        paperElementsUrl: await emit("papers", paperElementsEntry),
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
    configureServer: reloadOnChange,
    // After either build: Remix writes its manifest into the client's folder during the server build.
    async closeBundle() {
      if (config.command === "build") await compressFolder(path.join(buildFolder(), "client", "assets"));
    },
  };
}

function sourceFiles(base: string): BrowserFiles {
  return {
    elementsUrl: base + elementsEntry,
    paperElementsUrl: base + paperElementsEntry,
    devReloadUrls: [`${base}@vite/client`, base + devReloadEntry],
  };
}

function readList(file: string): BrowserFiles {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** One self-contained, minified module; Remix's chunks of React code stay out of it. */
async function bundle(root: string, entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: "warn",
    build: {
      write: false,
      target: "es2022",
      modulePreload: false,
      rollupOptions: { input: path.join(root, entry), output: { format: "es", inlineDynamicImports: true } },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  const chunks = outputs.flatMap((output) => ("output" in output ? output.output : []));
  const [chunk] = chunks;
  if (chunks.length !== 1 || chunk?.type !== "chunk") throw new Error(`${entry} did not become one file`);
  return chunk.code;
}

function shortHash(source: string): string {
  return createHash("sha256").update(source).digest("base64url").slice(0, 8);
}

/** Tells pages without hydration about any change; the short wait lets Vite drop the old module first. */
function reloadOnChange(server: ViteDevServer) {
  server.watcher.on("change", () => setTimeout(() => server.ws.send("reservo:changed"), 30));
}
