// The bootstrap: finds or makes the build (or starts Vite in development) and hands over to its start().
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

/** The time of the newest source file, in milliseconds. Tests and notes are not part of the build. */
function newestSource(path) {
  if (!existsSync(path) || /\.test\.tsx?$|\.md$/.test(path)) return 0;
  if (!statSync(path).isDirectory()) return statSync(path).mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestSource(join(path, name))));
}

function isBuilt() {
  if (!existsSync(builtServer) || !existsSync(join(root, "build", "client"))) return false;
  // An installation without the build tools runs what it was shipped with.
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

/** Takes the build lock, or waits while a living process has it. True when it is ours. */
async function tryLock() {
  try {
    writeFileSync(buildLock, String(process.pid), { flag: "wx" });
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    await pause(200);
    const holder = lockHolder();
    // Our own number in a lock that we do not have is of an earlier life, as in a container.
    if (holder === 0 || (holder !== process.pid && isAlive(holder))) return false;
    rmSync(buildLock, { force: true });
    return false;
  }
  // Another process may have taken our lock for the dead one that it was about to remove.
  await pause(100);
  return lockHolder() === process.pid;
}

/** Runs the build as a program of its own; what it says is shown only when it fails. */
function runBuild() {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NODE_ENV: "production" };
    const build = spawn(process.execPath, [remixCli, "vite:build"], { cwd: root, env });
    let output = "";
    for (const stream of [build.stdout, build.stderr]) stream.on("data", (data) => (output += data));
    build.on("error", reject);
    build.on("close", (code) => {
      if (code !== 0) process.stderr.write(output);
      code === 0 ? resolve() : reject(new Error("The build failed; the lines above say where."));
    });
  });
}

async function ensureBuild() {
  // While somebody holds the lock, what lies there may be half of a build.
  while (existsSync(buildLock) || !isBuilt()) {
    if (!existsSync(remixCli)) throw new Error("There is no build and no build tools. Run npm ci first.");
    if (!(await tryLock())) continue;
    try {
      if (isBuilt()) return;
      console.log("Building Reservo (first start or sources changed)…");
      const startedAt = new Date();
      await runBuild();
      // As old as its sources: what was edited while it ran makes the next start build again.
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

async function startProduction() {
  await ensureBuild();
  const build = await import(pathToFileURL(builtServer).href);
  await build.entry.module.start({ root, mode: "production", loadBuild: async () => build });
}

try {
  process.chdir(root);
  if (existsSync(join(root, ".env"))) process.loadEnvFile(join(root, ".env"));
  process.env.NODE_ENV ||= "production";
  await (process.env.NODE_ENV === "development" ? startDevelopment() : startProduction());
} catch (error) {
  console.error(`Reservo could not start. ${error?.message ?? error}`);
  if (process.env.NODE_ENV === "development" && error?.name !== "EnvError") console.error(error?.stack);
  process.exit(error?.name === "EnvError" ? 78 : 1);
}
