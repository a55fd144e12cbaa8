import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Report } from "./connection-layer-workload.ts";

const program = fileURLToPath(new URL("./connection-layer-workload.ts", import.meta.url));

/**
 * Runs the workload while backends are terminated, by way of our connection layer or by plain postgres.js. It runs in a
 * process of its own, since an uncaught error is one of the things to count.
 */
export async function runWorkload(url: string, mode: "guarded" | "plain", runsMs: number): Promise<Report> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", program, url, mode, String(runsMs)],
    { timeout: 40_000, killSignal: "SIGKILL" },
  );
  return JSON.parse(stdout);
}
