import { dirname } from "node:path/posix";
import { isTest, type Rule } from "./source-file.ts";

const MAX_FILES = 40;

/** A folder of `app/` holds at most 40 files, tests not counted; a larger one is split by meaning. */
export const folderSizes: Rule = (files) => {
  const folders = new Map<string, string[]>();
  for (const { path } of files) {
    if (!path.startsWith("app/") || !/\.(ts|tsx|mjs|css)$/.test(path) || isTest(path)) continue;
    const folder = dirname(path);
    folders.set(folder, [...(folders.get(folder) ?? []), path]);
  }
  return [...folders]
    .filter(([, members]) => members.length > MAX_FILES)
    .map(([folder, members]) => ({
      file: members.at(-1) ?? folder,
      line: 1,
      what: `${folder}/ has ${members.length} files, more than ${MAX_FILES}: split it by meaning`,
    }));
};
