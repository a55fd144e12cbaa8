import { randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";

const shortest = 32;

async function readSecret(file: string): Promise<string | undefined> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const secret = text.trim();
  if (secret.length >= shortest) return secret;
  throw new Error(
    `The secret in ${file} is damaged. Remove the file to make a new one; everybody signs in again.`,
  );
}

async function writeWhole(file: string, text: string): Promise<void> {
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * The secret that signs sessions where none is set: read from the data folder, or made there once, readable by its owner
 * only. Two processes that start at the same moment get the same one. Throws when the file is damaged.
 */
export async function keepSessionSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, "session-secret");
  const kept = await readSecret(file);
  if (kept) return kept;
  await mkdir(dataDir, { recursive: true });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  await writeWhole(draft, `${randomBytes(32).toString("base64url")}\n`);
  try {
    // A link is made whole or not at all, and never over another process's file.
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  } finally {
    await rm(draft, { force: true });
  }
  const made = await readSecret(file);
  if (!made) throw new Error(`The secret in ${file} could not be kept.`);
  return made;
}
