import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";

const text = /\.(?:js|css|svg|json|txt|map|html)$/;
const gzipped = promisify(gzip);
const brotlied = promisify(brotliCompress);

/**
 * Writes NAME.gz and NAME.br next to every text file directly in a folder, if they are smaller than the file.
 * Skips files that are already compressed, and a missing folder.
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
