// The bootstrap: builds the app if necessary (or starts Vite in development) and calls its start(), or with the argument
// `migrate` its migrateDatabase().
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(fileURLToPath(import.meta.url));
const builtServer = join(root, "build", "server", "index.js");
const remixCli = join(root, "node_modules", "@remix-run", "dev", "dist", "cli.js");
const buildLock = join(root, "node_modules", ".reservo-build-lock");
const sources =
  "app db vite public vite.config.ts remix.config.js tailwind.config.ts package-lock.json".split(" ");

/** Returns the modification time of the newest source file, in milliseconds, without tests and notes. */
function newestSource(path) {
  if (!existsSync(path) || /\.test\.tsx?$|\.md$/.test(path)) return 0;
  if (!statSync(path).isDirectory()) return statSync(path).mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestSource(join(path, name))));
}

function isBuilt() {
  if (!existsSync(builtServer) || !existsSync(join(root, "build", "client"))) return false;
  // An installation without the build tools runs the build it was shipped with.
  if (!existsSync(remixCli)) return true;
  return sources.every((source) => newestSource(join(root, source)) <= statSync(builtServer).mtimeMs);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
function lockHolder() {
  try {
    return Number(readFileSync(buildLock, "utf8"));
  } catch {
    return 0;
  }
}

/** Tries to take the build lock and removes a stale one. Returns whether this process holds it; else waits briefly. */
async function tryLock() {
  try {
    writeFileSync(buildLock, String(process.pid), { flag: "wx" });
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    await pause(200);
    const holder = lockHolder();
    // Our own pid in a lock that we do not hold is from an earlier process, as in a restarted container.
    if (holder === 0 || (holder !== process.pid && isAlive(holder))) return false;
    rmSync(buildLock, { force: true });
    return false;
  }
  // Another process may have removed our lock, mistaking it for the stale one.
  await pause(100);
  return lockHolder() === process.pid;
}

/** Runs the build in a separate process. Shows its output only if it fails. */
function runBuild() {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NODE_ENV: "production" };
    const build = spawn(process.execPath, [remixCli, "vite:build"], { cwd: root, env });
    let output = "";
    for (const stream of [build.stdout, build.stderr]) stream.on("data", (data) => (output += data));
    build.on("error", reject);
    build.on("close", (code) => {
      if (code !== 0) process.stderr.write(output);
      code === 0 ? resolve() : reject(new Error("The build failed. See the output above."));
    });
  });
}

async function ensureBuild() {
  // While a process holds the lock, the build may be incomplete.
  while (existsSync(buildLock) || !isBuilt()) {
    if (!existsSync(remixCli)) throw new Error("There is no build and no build tools. Run npm ci first.");
    if (!(await tryLock())) continue;
    try {
      if (isBuilt()) return;
      console.log("Building Reservo (first start or sources changed)…");
      const startedAt = new Date();
      await runBuild();
      // Date the build at its start, so that sources edited while it ran trigger another build.
      utimesSync(builtServer, startedAt, startedAt);
      return;
    } finally {
      rmSync(buildLock, { force: true });
    }
  }
}

async function startDevelopment() {
  const { createServer } = await import("vite");
  const vite = await createServer({ root, server: { middlewareMode: true }, appType: "custom" });
  const loadBuild = () => vite.ssrLoadModule("virtual:remix/server-build");
  const build = await loadBuild();
  await build.entry.module.start({ root, mode: "development", loadBuild, before: vite.middlewares });
}

async function loadProduction() {
  await ensureBuild();
  return import(pathToFileURL(builtServer).href);
}

async function startProduction() {
  const build = await loadProduction();
  await build.entry.module.start({ root, mode: "production", loadBuild: async () => build });
}

try {
  process.chdir(root);
  if (existsSync(join(root, ".env"))) process.loadEnvFile(join(root, ".env"));
  process.env.NODE_ENV ||= "production";
  if (process.argv[2] === "migrate") await (await loadProduction()).entry.module.migrateDatabase({ root });
  else await (process.env.NODE_ENV === "development" ? startDevelopment() : startProduction());
} catch (error) {
  console.error(`Reservo could not start. ${error?.message ?? error}`);
  if (process.env.NODE_ENV === "development" && error?.name !== "EnvError") console.error(error?.stack);
  process.exit(error?.name === "EnvError" ? 78 : 1);
}
