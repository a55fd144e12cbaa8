import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startOptions } from "#tests/support/start-options.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { waitUntil } from "#tests/support/wait-until.ts";

/** A server in a process of its own. */
export interface BenchedServer {
  port: number;
  stop(): Promise<void>;
}

export interface AppOptions {
  databaseUrl: string;
  logLevel: "info" | "silent";
  /** Where to write a profile when it stops. */
  profile?: string | undefined;
}

const root = fileURLToPath(new URL("../../..", import.meta.url));
/** What is held against the app gets the same options of Node. */
const nodeOptions = startOptions();
/** The key of the first organisation, which the app takes from its environment. */
export const BENCH_KEY = "bench-7f3kq9zv1mw8xt5rb2ny";
const USED = ["PATH", "HOME", "TMPDIR"];

/** The built app as production runs it, with its log in a file. Limits are off: all requests come from one address. */
export async function startBuiltApp({ databaseUrl, logLevel, profile }: AppOptions): Promise<BenchedServer> {
  const folder = await temporaryFolder("bench-app");
  const log = join(folder.path, "log");
  const file = openSync(log, "w");
  const port = await freePort();
  const profiling = profile ? ["--cpu-prof", `--cpu-prof-dir=${profile}`] : [];
  const child = spawn(process.execPath, [...profiling, ...nodeOptions, "server.mjs"], {
    cwd: root,
    stdio: ["ignore", file, file],
    env: {
      ...Object.fromEntries(USED.map((name) => [name, process.env[name] ?? ""])),
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      PORT: String(port),
      LOG_LEVEL: logLevel,
      RESERVO_DATA_DIR: folder.path,
      DATABASE_URL: databaseUrl,
      ADMIN_API_KEY: BENCH_KEY,
      SESSION_SECRET: "d1f0c7a29b8e4635aa0f7c1e9d2b8456",
      RATE_LIMITS: "off",
      RESERVO_DEMO: "off",
    },
  });
  const isUp = async () => {
    if (child.exitCode !== null) throw new Error(`the app ended:\n${await readFile(log, "utf8")}`);
    return (await fetch(`http://127.0.0.1:${port}/ready`)).ok;
  };
  // The first start may build.
  await waitUntil("the app to start", isUp, 120_000);
  return {
    port,
    async stop() {
      await stop(child);
      await folder.remove();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** What the app is held against; see baseline-server.ts. */
export async function startBaseline(databaseUrl: string): Promise<BenchedServer> {
  const child = fork(fileURLToPath(new URL("baseline-server.ts", import.meta.url)), [databaseUrl], {
    execArgv: [...nodeOptions, "--import", "tsx"],
  });
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  return { port, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}
