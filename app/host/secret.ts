import { randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";

const MIN_CHARACTERS = 32;

async function readSecret(file: string): Promise<string | undefined> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const secret = text.trim();
  if (secret.length >= MIN_CHARACTERS) return secret;
  throw new Error(
    `The secret in ${file} is damaged. Remove the file to create a new one; all members have to sign in again.`,
  );
}

async function writeNewFile(file: string, text: string): Promise<void> {
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Returns the secret that signs sessions if none is configured: read from the data folder, or created there once, readable by
 * its owner only. Processes that start at the same moment get the same one. Throws when the file is damaged.
 */
export async function loadSessionSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, "session-secret");
  const kept = await readSecret(file);
  if (kept) return kept;
  await mkdir(dataDir, { recursive: true });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  await writeNewFile(draft, `${randomBytes(32).toString("base64url")}\n`);
  try {
    // Creating a link is atomic, and never overwrites another process's file.
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  } finally {
    await rm(draft, { force: true });
  }
  const made = await readSecret(file);
  if (!made) throw new Error(`The secret in ${file} could not be stored.`);
  return made;
}
