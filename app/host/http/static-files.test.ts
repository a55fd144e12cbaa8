import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestHost } from "#tests/support/host.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const script = `console.log(${JSON.stringify("seat ".repeat(400))});`;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let app: ReturnType<typeof startTestHost>["app"];

beforeAll(async () => {
  folder = await temporaryFolder("static");
  const client = join(folder.path, "client");
  mkdirSync(join(client, "assets", "fonts"), { recursive: true });
  mkdirSync(join(client, "embed"));
  writeFileSync(join(client, "assets", "app-abc.js"), script);
  writeFileSync(join(client, "assets", "app-abc.js.br"), brotliCompressSync(script));
  writeFileSync(join(client, "assets", "app-abc.js.gz"), gzipSync(script));
  writeFileSync(join(client, "assets", "app-abc.js.map"), "{}");
  writeFileSync(join(client, "assets", "public-abc.css"), "body{}");
  writeFileSync(join(client, "assets", "fonts", "a.woff2"), "font");
  writeFileSync(join(client, "embed", "v1.js"), "1");
  writeFileSync(join(client, "embed", "v1.0.0.js"), "1");
  writeFileSync(join(client, "robots.txt"), "User-agent: *");
  writeFileSync(join(client, ".hidden"), "x");
  writeFileSync(join(folder.path, "secret.txt"), "x");
  const styleSheet = "/assets/public-abc.css";
  app = startTestHost({ clientRoot: client, styleSheet, pages: async () => new Response("page") }).app;
});
afterAll(() => folder.remove());

async function get(path: string, headers: Record<string, string> = {}, method = "GET") {
  const response = await app.request(path, { headers, method });
  const body = new Uint8Array(await response.arrayBuffer());
  return { status: response.status, header: (name: string) => response.headers.get(name), body };
}

test("an asset is sent in the encoding that the client prefers, with one tag per encoding", async () => {
  const br = await get("/assets/app-abc.js", { "Accept-Encoding": "gzip, deflate, br" });
  expect(br.header("content-encoding")).toBe("br");
  expect(brotliDecompressSync(br.body).toString()).toBe(script);
  const gzip = await get("/assets/app-abc.js", { "Accept-Encoding": "gzip, br;q=0" });
  expect(gunzipSync(gzip.body).toString()).toBe(script);
  const plain = await get("/assets/app-abc.js", { "Accept-Encoding": "identity" });
  expect(Buffer.from(plain.body).toString()).toBe(script);
  expect(plain.header("content-encoding")).toBeNull();
  expect(new Set([br, gzip, plain].map((each) => each.header("etag"))).size).toBe(3);
  for (const each of [br, gzip, plain]) {
    expect(each.header("vary")).toBe("Accept-Encoding");
    expect(each.header("content-type")).toMatch(/^text\/javascript/);
    expect(each.header("content-length")).toBe(String(each.body.byteLength));
  }
});

test("assets are cached forever, may be used by other sites, and are still served after the folder was removed", async () => {
  for (const path of ["/assets/app-abc.js", "/assets/fonts/a.woff2", "/embed/v1.0.0.js"]) {
    const file = await get(path);
    expect(file.header("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(file.header("access-control-allow-origin")).toBe("*");
    expect(file.header("cross-origin-resource-policy")).toBe("cross-origin");
  }
  const evergreen = await get("/embed/v1.js");
  expect(evergreen.header("cache-control")).toBe("public, max-age=3600, stale-while-revalidate=86400");
  rmSync(join(folder.path, "client", "robots.txt"));
  expect((await get("/robots.txt")).status).toBe(200);
});

test("a known tag gets 304 and the security headers, HEAD only the headers", async () => {
  const first = await get("/assets/app-abc.js", { "Accept-Encoding": "br" });
  const headers = { "Accept-Encoding": "br", "If-None-Match": `"x", W/${first.header("etag")}` };
  const again = await get("/assets/app-abc.js", headers);
  expect([again.status, again.body.byteLength, again.header("etag")]).toEqual([304, 0, first.header("etag")]);
  expect(again.header("x-content-type-options")).toBe("nosniff");
  const head = await get("/assets/app-abc.js", {}, "HEAD");
  expect([head.status, head.body.byteLength, head.header("content-length")]).toEqual([
    200,
    0,
    String(script.length),
  ]);
});

test("nothing but the listed files is sent, and a missing asset is never a page", async () => {
  const missing = [
    "/assets/nope.js",
    "/assets/app-abc.js.map",
    "/assets/app-abc.js.br",
    "/assets/",
    "/assets/..%2f..%2fsecret.txt",
    "/assets/%2e%2e/%2e%2e/secret.txt/../../assets/x",
  ];
  for (const path of missing) expect((await get(path)).status, path).toBe(404);
  for (const path of ["/.hidden", "/secret.txt", "/../secret.txt"]) {
    expect(Buffer.from((await get(path)).body).toString(), path).toBe("page");
  }
});

test("the host's own pages link the public style sheet", async () => {
  const refused = await app.request("/e/x.data", { headers: { Accept: "text/html" } });
  expect(await refused.text()).toContain('<link rel="stylesheet" href="/assets/public-abc.css">');
});
