import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

/** A build tool that records each run and writes a server that prints what it was started with. */
const buildTool = `
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
appendFileSync("builds.log", "built\\n");
if (process.env.BREAK_BUILD) { console.error("app/x.ts: no such thing"); process.exit(1); }
await new Promise((resolve) => setTimeout(resolve, 300));
mkdirSync("build/client", { recursive: true });
mkdirSync("build/server", { recursive: true });
writeFileSync("build/server/index.js", \`export const entry = { module: { async start({ root, mode, loadBuild }) {
  if (process.env.BREAK_START) throw Object.assign(new Error("PORT must be a number."), { name: "EnvError" });
  console.log(JSON.stringify({ root, mode, same: (await loadBuild()).entry === entry, from: process.cwd(), kept: process.env.KEPT }));
} } };\`);`;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const at = (...parts: string[]) => join(folder.path, ...parts);

beforeEach(async () => {
  folder = await temporaryFolder("bootstrap with spaces");
  copyFileSync(fileURLToPath(new URL("../../server.mjs", import.meta.url)), at("server.mjs"));
  mkdirSync(at("node_modules", "@remix-run", "dev", "dist"), { recursive: true });
  writeFileSync(at("node_modules", "@remix-run", "dev", "package.json"), '{"type":"module"}');
  writeFileSync(at("node_modules", "@remix-run", "dev", "dist", "cli.js"), buildTool);
  writeFileSync(at("package.json"), '{"type":"module"}');
  mkdirSync(at("app", "deep"), { recursive: true });
  writeFileSync(at("app", "deep", "page.tsx"), "");
});
afterEach(() => folder.remove());

async function start(env: Record<string, string> = {}) {
  // Empty counts as unset: the value of the test process must not decide how the server starts.
  const environment = { ...process.env, NODE_ENV: "", ...env } as unknown as NodeJS.ProcessEnv;
  const child = spawn(process.execPath, [at("server.mjs")], { cwd: "/", env: environment });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (data) => {
      output += data;
    });
  }
  const [code] = await once(child, "close");
  return { code, output };
}

const builds = () => readFileSync(at("builds.log"), "utf8").trim().split("\n").length;
const building = "Building Reservo (first start or sources changed)…";

test("the first start builds, from any folder, and the next one does not", async () => {
  const first = await start();
  expect(first).toMatchObject({ code: 0, output: expect.stringContaining(building) });
  const line = JSON.parse(first.output.split("\n")[1] ?? "");
  expect(line).toEqual({ root: folder.path, mode: "production", same: true, from: folder.path });
  expect((await start()).output).not.toContain(building);
  expect(builds()).toBe(1);
});

test("a source that changed causes a rebuild, a test that changed does not", async () => {
  await start();
  const soon = new Date(Date.now() + 5_000);
  writeFileSync(at("app", "deep", "page.test.tsx"), "");
  utimesSync(at("app", "deep", "page.test.tsx"), soon, soon);
  await start();
  expect(builds()).toBe(1);
  utimesSync(at("app", "deep", "page.tsx"), soon, soon);
  await start();
  expect(builds()).toBe(2);
});

test("simultaneous starts build once, and each server starts", async () => {
  const all = await Promise.all([start(), start(), start()]);
  expect(all.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(all.every(({ output }) => output.includes('"mode":"production"'))).toBe(true);
  expect(builds()).toBe(1);
});

test("a lock that a killed start left behind does not block the next start", async () => {
  const gone = spawn(process.execPath, ["-e", ""]);
  await once(gone, "close");
  writeFileSync(at("node_modules", ".reservo-build-lock"), String(gone.pid));
  expect((await start()).code).toBe(0);
  expect(builds()).toBe(1);
});

test("a build that fails shows why in full, and a bad environment is one line and exit code 78", async () => {
  const broken = await start({ BREAK_BUILD: "1" });
  expect(broken.code).toBe(1);
  expect(broken.output).toContain("app/x.ts: no such thing");
  expect(broken.output).toContain("Reservo could not start. The build failed");
  expect(broken.output).not.toMatch(/^ {4}at /m);
  await start();
  const refused = await start({ BREAK_START: "1" });
  expect(refused).toEqual({ code: 78, output: "Reservo could not start. PORT must be a number.\n" });
});

test("settings in a .env file are read, and the environment wins over them", async () => {
  writeFileSync(at(".env"), "KEPT=file\n");
  expect((await start()).output).toContain('"kept":"file"');
  expect((await start({ KEPT: "environment" })).output).toContain('"kept":"environment"');
});
