import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";

const text = /\.(?:js|css|svg|json|txt|map|html)$/;
const gzipped = promisify(gzip);
const brotlied = promisify(brotliCompress);

/**
 * Puts NAME.gz and NAME.br beside every text file directly in a folder, where they are smaller than the file.
 * Files that have theirs are left alone; a folder that does not exist has nothing to compress.
 */
export async function compressFolder(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const names = (await readdir(folder)).filter((name) => text.test(name));
  for (const name of names) {
    const file = path.join(folder, name);
    if (existsSync(`${file}.br`)) continue;
    const source = await readFile(file);
    await writeIfSmaller(`${file}.gz`, await gzipped(source, { level: 9 }), source);
    await writeIfSmaller(`${file}.br`, await brotlied(source), source);
  }
}

async function writeIfSmaller(file: string, packed: Buffer, source: Buffer): Promise<void> {
  if (packed.length < source.length) await writeFile(file, packed);
}
