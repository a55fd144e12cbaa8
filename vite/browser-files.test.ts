import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { build, type Rollup } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserFiles } from "./browser-files.ts";

const repository = path.resolve(import.meta.dirname, "..");
let root: string;
let server: string;

/** A site of two builds around the real elements, as Remix runs them: the client's first, then the server's. */
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "browser-files-"));
  await symlink(path.join(repository, "app"), path.join(root, "app"));
  await writeFile(
    path.join(root, "page.ts"),
    'import { devReloadUrls, elementsUrl } from "virtual:browser-files";\nexport default [elementsUrl, devReloadUrls];',
  );
  await built("client", false);
  server = await built("server", true);
}, 60_000);

afterAll(() => rm(root, { recursive: true, force: true }));

async function built(folder: string, ssr: boolean): Promise<string> {
  const result = (await build({
    configFile: false,
    root,
    logLevel: "error",
    plugins: [browserFiles()],
    build: {
      ssr,
      outDir: `build/${folder}`,
      rollupOptions: { input: path.join(root, "page.ts"), preserveEntrySignatures: "strict" },
    },
  })) as Rollup.RollupOutput;
  return result.output[0].code;
}

describe("the browser files", () => {
  const assets = () => path.join(root, "build/client/assets");
  const elements = async () => {
    const names = (await readdir(assets())).filter((name) => /^elements-[\w-]{8}\.js$/.test(name));
    expect(names).toHaveLength(1);
    return names[0] ?? "";
  };

  it("are one file named after its content, which both builds know", async () => {
    const name = await elements();
    expect(server).toContain(`"/assets/${name}"`);
    expect(await readFile(path.join(root, "build/browser-files.json"), "utf8")).toContain(
      `"/assets/${name}"`,
    );
  });

  it("register every element in at most three kilobytes", async () => {
    const code = await readFile(path.join(assets(), await elements()));
    for (const tag of ["copy-text", "error-focus", "form-guard", "seat-stepper", "your-time"])
      expect(code.toString()).toContain(`"${tag}"`);
    expect(code.toString()).not.toMatch(/\bimport\b/);
    expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(3 * 1024);
  });

  it("lie beside their compressed selves", async () => {
    const file = path.join(assets(), await elements());
    const code = await readFile(file, "utf8");
    expect(gunzipSync(await readFile(`${file}.gz`)).toString()).toBe(code);
    expect(brotliDecompressSync(await readFile(`${file}.br`)).toString()).toBe(code);
  });
});
