import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { envSchema } from "#app/platform/env.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { waitUntil } from "./wait-until.ts";

export interface StartAppOptions {
  /** The command that starts it, by default Node with server.mjs. */
  command?: readonly [program: string, ...args: string[]];
  /** Whether it gets a separate process group, to which signals can be sent as a terminal does. */
  ownGroup?: boolean;
  /** Settings of the app. Only these and what every program needs are passed on. */
  env?: Record<string, string>;
  /** A data folder to share or to reuse; the caller removes it. Without it a fresh one is created, and removed at the end. */
  dataDir?: string;
  /** How long the app may take until it is ready, in ms; the first start may build. */
  readyWithin?: number;
}

export interface RunningApp {
  /** Its URL, without a trailing slash. */
  url: string;
  pid: number;
  dataDir: string;
  /** Returns its output so far, of both streams. */
  output(): string;
  /** Returns the URL of the set-up page that it printed; throws when it printed none. */
  setupLink(): string;
  /** Resolves when it exits by itself or because of a signal from elsewhere. */
  ended: Promise<AppExit>;
  /**
   * Sends the signal (SIGTERM), waits for the exit for at most 20 s, cleans up, and returns how it exited. May be called again.
   */
  stop(signal?: NodeJS.Signals): Promise<AppExit>;
}

interface AppExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const PASSED_ON = ["PATH", "HOME", "TMPDIR", "LANG", "TZ"];
const STOP_TIMEOUT_MS = 20_000;

/** Starts the built app as its operator would, on a free port of 127.0.0.1, and waits until it is ready. */
export async function startApp(options: StartAppOptions = {}): Promise<RunningApp> {
  const folder = options.dataDir === undefined ? await temporaryFolder("app") : undefined;
  const dataDir = options.dataDir ?? folder?.path ?? "";
  const [program, ...args] = options.command ?? [process.execPath, "server.mjs"];
  const child = spawn(program, args, {
    cwd: root,
    detached: options.ownGroup ?? false,
    env: {
      // Set to the empty string, or a developer's .env would affect the app under test.
      ...Object.fromEntries(Object.keys(envSchema.shape).map((key) => [key, ""])),
      ...inherited(),
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      PORT: "0",
      RESERVO_DATA_DIR: dataDir,
      ...options.env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = collect(child);
  const ended = once(child, "exit").then(([code, signal]): AppExit => ({ code, signal }));
  const killWithUs = () => child.kill("SIGKILL");
  process.once("exit", killWithUs);

  const stop = async (signal: NodeJS.Signals = "SIGTERM"): Promise<AppExit> => {
    child.kill(signal);
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
    const exit = await ended;
    clearTimeout(timer);
    process.removeListener("exit", killWithUs);
    if (folder !== undefined) {
      await databaseGone(dataDir);
      await folder.remove();
    }
    return exit;
  };

  try {
    const url = await whenReady(child, output, options.readyWithin ?? 60_000);
    return {
      url,
      pid: child.pid ?? 0,
      dataDir,
      output,
      setupLink: () => findSetupLink(output()),
      ended,
      stop,
    };
  } catch (error) {
    await stop("SIGKILL");
    throw error;
  }
}

function inherited(): Record<string, string> {
  return Object.fromEntries(
    PASSED_ON.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  );
}

function collect(child: ChildProcess): () => string {
  let text = "";
  const add = (chunk: Buffer) => {
    text += chunk.toString("utf8");
  };
  child.stdout?.on("data", add);
  child.stderr?.on("data", add);
  return () => stripVTControlCharacters(text);
}

async function whenReady(child: ChildProcess, output: () => string, ms: number): Promise<string> {
  const gone = () => child.exitCode !== null || child.signalCode !== null;
  let url: string | undefined;
  try {
    await waitUntil(
      "the app to be ready",
      async () => {
        if (gone()) return "gone";
        url ??= /Reservo is running at (https?:\/\/\S+?)\/?\s/.exec(output())?.[1];
        return url !== undefined && (await fetch(`${url}/ready`, { signal: AbortSignal.timeout(2000) })).ok;
      },
      ms,
    );
  } catch (error) {
    throw new Error(`the app was not ready within ${ms} ms; it printed:\n${output()}`, { cause: error });
  }
  if (gone() || url === undefined) {
    throw new Error(`the app ended with ${child.signalCode ?? child.exitCode}; it printed:\n${output()}`);
  }
  return url;
}

function findSetupLink(output: string): string {
  const link = /Set up: (https?:\/\/\S+)/.exec(output)?.[1];
  if (link === undefined) throw new Error(`the app printed no set-up link; it printed:\n${output}`);
  return link;
}

/** Waits until the folder's database has ended, which it does by itself shortly after the app was killed. */
export async function databaseGone(dataDir: string): Promise<void> {
  const lock = join(dataDir, "postgres", "postmaster.pid");
  await waitUntil("the embedded PostgreSQL to end", () => !existsSync(lock), STOP_TIMEOUT_MS);
}
