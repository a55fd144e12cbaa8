import { join, resolve } from "node:path";

/** Returns the paths below the root folder of Reservo. A relative data folder is relative to it. */
export function foldersOf(root: string, dataDir: string) {
  return {
    data: resolve(root, dataDir),
    browserBuild: join(root, "build", "client"),
    migrations: join(root, "db", "migrations"),
  };
}
