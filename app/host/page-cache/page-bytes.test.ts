import { execFileSync } from "node:child_process";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { fillGzip, fillPlain, pageWithSlots, WholePage } from "./page-bytes.ts";

const texts = ["<p>one ü €</p>".repeat(400), "<b>middle</b>", "", "end".repeat(9)];
const fillings = ["a".repeat(96), "b", "c".repeat(64)];
const filled = texts.map((text, index) => text + (fillings[index] ?? "")).join("");

test("a page filled in compressed form decompresses to the page filled in plain, for every position of a slot", () => {
  const page = pageWithSlots(texts);
  expect(Buffer.from(fillPlain(page, fillings)).toString()).toBe(filled);
  const gzip = fillGzip(page, fillings);
  expect(gunzipSync(gzip).toString()).toBe(filled);
  expect(gzip.byteLength).toBeLessThan(filled.length / 4);
  // One gzip member with the right length and checksum, read by an independent program.
  expect(execFileSync("gzip", ["-dc"], { input: gzip }).toString()).toBe(filled);
});

test("a secret is never compressed", () => {
  const gzip = Buffer.from(fillGzip(pageWithSlots(texts), fillings));
  expect(gzip.includes(fillings[0] ?? "")).toBe(true);
});

test("a page without slots is the same in every encoding, and its tag depends on its content", () => {
  const page = new WholePage(filled);
  expect(Buffer.from(page.plain).toString()).toBe(filled);
  expect(gunzipSync(page.gzip).toString()).toBe(filled);
  expect(brotliDecompressSync(page.br).toString()).toBe(filled);
  expect(new WholePage(filled).tag).toBe(page.tag);
  expect(new WholePage(`${filled}.`).tag).not.toBe(page.tag);
});
