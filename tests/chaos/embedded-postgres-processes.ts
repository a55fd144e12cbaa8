import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";

export interface Holder {
  pid: number;
  url: string;
  ownerUrl: string;
  fresh: boolean;
  joined: boolean;
  /** Ends the holder as a power cut would, and waits until it has gone. */
  kill(): Promise<void>;
}

const started = new Set<number>();
const HOLDER = fileURLToPath(new URL("./embedded-postgres-holder.ts", import.meta.url));
const TSX = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

/** Starts a process that holds the server of a data folder, without waiting for its answer. */
export function spawnHolder(dataDir: string, program = HOLDER) {
  const child = spawn(process.execPath, ["--import", TSX, program, dataDir], {
    cwd: "/",
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = once(child, "exit");
  const pid = child.pid ?? 0;
  started.add(pid);
  const kill = async () => {
    child.kill("SIGKILL");
    await gone;
    started.delete(pid);
  };
  const answer = async (): Promise<Holder> => {
    for await (const line of createInterface({ input: child.stdout })) {
      const said = JSON.parse(line) as {
        url: string;
        ownerUrl: string;
        fresh: boolean;
        joined: boolean;
        bystander: number;
      };
      started.add(said.bystander);
      return { ...said, pid, kill };
    }
    throw new Error("the holder ended without an answer");
  };
  return { kill, answer };
}

/** Starts a process that holds the server of a data folder, and waits until it does. */
export function startHolder(dataDir: string, program?: string): Promise<Holder> {
  return spawnHolder(dataDir, program).answer();
}

/** Ends what `startHolder` and `spawnHolder` have started and the tests have left. */
export function killHolders(): void {
  for (const pid of started) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
  started.clear();
}

interface Process {
  pid: number;
  parent: number;
  command: string;
}

/** The processes that name the folder on their command line: the keeper (a shell, two processes) and the server. */
export function processesOn(folder: string): Process[] {
  return allProcesses().filter(
    ({ pid, command }) => pid !== process.pid && !started.has(pid) && command.includes(folder),
  );
}

/** The processes that a process has started, and those that these have. */
export function descendantsOf(pid: number): Process[] {
  const all = allProcesses();
  const below = (parent: number): Process[] =>
    all.filter((each) => each.parent === parent).flatMap((each) => [each, ...below(each.pid)]);
  return below(pid);
}

/** The server of the folder, without its keeper, and without children that are about to take a name of their own. */
export function serversOn(folder: string): number[] {
  const servers = processesOn(folder).filter(
    ({ command }) => /^\S.*\/postgres -D/.test(command) && !isShell(command),
  );
  const pids = servers.map(({ pid }) => pid);
  return servers.filter(({ parent }) => !pids.includes(parent)).map(({ pid }) => pid);
}

/** The keeper of the folder's server. */
export function keepersOn(folder: string): number[] {
  return processesOn(folder)
    .filter(({ command }) => isShell(command))
    .map(({ pid }) => pid);
}

const isShell = (command: string) => command.startsWith("/bin/sh");

function allProcesses(): Process[] {
  if (!existsSync("/proc/self/cmdline")) {
    const lines = execFileSync("ps", ["-axww", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
    return lines.flatMap((line) => {
      const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s(.*)$/.exec(line) ?? [];
      return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
    });
  }
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const command = readFileSync(join("/proc", name, "cmdline"), "utf8").replaceAll("\0", " ");
        // The second field is a name in brackets, which may hold anything; the parent is the second after it.
        const [, parent] =
          readFileSync(join("/proc", name, "stat"), "utf8")
            .split(") ")
            .at(-1)
            ?.split(" ") ?? [];
        return [{ pid: Number(name), parent: Number(parent), command }];
      } catch {
        return [];
      }
    });
}
