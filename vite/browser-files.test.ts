import { createHash } from "node:crypto";
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

/** Builds a small site with the real elements the way Remix does: first the client, then the server. */
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "browser-files-"));
  await symlink(path.join(repository, "app"), path.join(root, "app"));
  await writeFile(
    path.join(root, "page.ts"),
    'import { devReloadUrls, elementsUrl, frameUrl, loader } from "virtual:browser-files";\nexport default [elementsUrl, devReloadUrls, frameUrl, loader];',
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

  it("are one file named by its content hash, which both builds reference", async () => {
    const name = await elements();
    expect(server).toContain(`"/assets/${name}"`);
    expect(await readFile(path.join(root, "build/browser-files.json"), "utf8")).toContain(
      `"/assets/${name}"`,
    );
  });

  it("register every element in at most six kilobytes", async () => {
    const code = await readFile(path.join(assets(), await elements()));
    for (const tag of ["copy-text", "error-focus", "form-guard", "seat-stepper", "your-time"])
      expect(code.toString()).toContain(`"${tag}"`);
    expect(code.toString()).not.toMatch(/\bimport\b/);
    expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(6 * 1024);
  });

  it("are a module for the frame of at most six kilobytes, without code of other pages", async () => {
    const name = (await readdir(assets())).find((each) => /^frame-[\w-]{8}\.js$/.test(each)) ?? "";
    expect(server).toContain(`"/assets/${name}"`);
    const code = await readFile(path.join(assets(), name), "utf8");
    expect(code).toContain('"seat-stepper"');
    expect(code).not.toContain("reservo-embed");
    expect(code).not.toMatch(/\bimport\b/);
    expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(6 * 1024);
  });

  it("are a loader of at most four kilobytes, under two names, whose integrity hash both builds reference", async () => {
    const embed = path.join(root, "build/client/embed");
    const names = (await readdir(embed)).filter((name) => name.endsWith(".js"));
    expect(names.sort()).toEqual(["v1.0.0.js", "v1.js"]);
    const [pinned, newest] = await Promise.all(names.map((name) => readFile(path.join(embed, name), "utf8")));
    expect(pinned).toBe(newest);
    expect(newest).toContain('"reservo-embed"');
    expect(gzipSync(`${newest}`, { level: 9 }).length).toBeLessThanOrEqual(4 * 1024);
    const integrity = `sha384-${createHash("sha384").update(`${newest}`).digest("base64")}`;
    expect(server).toContain(integrity);
    expect(gunzipSync(await readFile(path.join(embed, "v1.js.gz"))).toString()).toBe(newest);
  });

  it("have compressed copies next to them", async () => {
    const file = path.join(assets(), await elements());
    const code = await readFile(file, "utf8");
    expect(gunzipSync(await readFile(`${file}.gz`)).toString()).toBe(code);
    expect(brotliDecompressSync(await readFile(`${file}.br`)).toString()).toBe(code);
  });
});
