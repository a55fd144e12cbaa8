import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SourceFile } from "./rules/source-file.ts";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Besides those whose name begins with a dot. */
const SKIPPED_FOLDERS = ["node_modules", "build", "test-results", "playwright-report"];
const READ = /(\.(ts|tsx|mjs|js|css|sql|md|yaml|yml)|^\.env\.example|^\.ci\/run|Dockerfile)$/;

/** Every text file of the project that a person wrote, with its path from the root. Works in a copy without git too. */
export function readProject(): SourceFile[] {
  return listPaths()
    .filter((path) => READ.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

function listPaths(): string[] {
  return listByGit() ?? walk("");
}

function listByGit(): string[] | undefined {
  // In a copy inside somebody else's repository git would answer about that one.
  if (!existsSync(join(root, ".git"))) return undefined;
  try {
    const words = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    const output = execFileSync("git", words, {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return [...new Set(output.split("\0"))].filter((path) => path !== "" && existsSync(join(root, path)));
  } catch {
    return undefined;
  }
}

function walk(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isFile()) return [path];
    const skipped = SKIPPED_FOLDERS.includes(path) || (entry.name.startsWith(".") && entry.name !== ".ci");
    return entry.isDirectory() && !skipped ? walk(path) : [];
  });
}
