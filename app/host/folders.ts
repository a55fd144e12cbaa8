import { join, resolve } from "node:path";

/** Where things lie below the folder of Reservo. A data folder that is not absolute is relative to it. */
export function foldersOf(root: string, dataDir: string) {
  return {
    data: resolve(root, dataDir),
    browserBuild: join(root, "build", "client"),
    migrations: join(root, "db", "migrations"),
  };
}
