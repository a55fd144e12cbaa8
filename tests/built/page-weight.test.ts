import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";

const assets = fileURLToPath(new URL("../../build/client/assets", import.meta.url));
const names = readdirSync(assets);

/** The bytes of the built files that the pattern names, as they travel: text is gzipped, fonts are packed already. */
function weigh(pattern: RegExp): { files: string[]; bytes: number } {
  const files = names.filter((name) => pattern.test(name));
  const sizes = files.map((name) => {
    const content = readFileSync(join(assets, name));
    return name.endsWith(".woff2") ? content.length : gzipSync(content, { level: 9 }).length;
  });
  return { files, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

describe("what a page brings along stays small", () => {
  test.each([
    ["the style sheet of public pages", /^_?public-.+\.css$/, 1, 8_000],
    ["the style sheet of the admin", /^admin-.+\.css$/, 1, 22_000],
    ["the elements of public pages", /^elements-.+\.js$/, 1, 6_000],
    ["what the pages of a booking need besides", /^papers-.+\.css$/, 1, 2_000],
    ["the elements of pages to keep, and of errors", /^papers-.+\.js$/, 1, 2_000],
    // The faces for names beyond Latin are fetched only where a page has such a letter.
    ["the pair of typefaces", /^(?!.*latin-?ext).+\.woff2$/i, 2, 58_000],
  ])("%s", (_, pattern, count, budget) => {
    const { files, bytes } = weigh(pattern);
    expect(files, names.join("\n")).toHaveLength(count);
    expect(bytes).toBeLessThanOrEqual(budget);
  });
});
