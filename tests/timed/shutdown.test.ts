import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";

const fixture = fileURLToPath(new URL("../support/draining-server.ts", import.meta.url));
const agent = new Agent({ keepAlive: true });
let child: ChildProcess | undefined;
afterEach(() => child?.kill("SIGKILL"));

async function startProgram(waitMs: number): Promise<string> {
  child = spawn(process.execPath, ["--import", "tsx", fixture, String(waitMs)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [url] = (await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), "line")) as [
    string,
  ];
  return url;
}

async function open(url: string): Promise<IncomingMessage> {
  const [response] = (await once(get(url, { agent }), "response")) as [IncomingMessage];
  return response.resume();
}

/** Sends the signal and returns the ms until the program has exited with 0. */
async function timeToExit(signal: NodeJS.Signals): Promise<number> {
  const exited = once(child as ChildProcess, "exit");
  const signalledAt = performance.now();
  child?.kill(signal);
  expect(await exited).toEqual([0, null]);
  return performance.now() - signalledAt;
}

test("a process with an idle connection and nothing in front exits within 1.5 s", async () => {
  const url = await startProgram(0);
  await once(await open(`${url}/e/x`), "end");
  expect(await timeToExit("SIGINT")).toBeLessThan(1_500);
});

test("a process that waits 300 ms for its proxy exits within 3 s, although a request is still being answered", async () => {
  const url = await startProgram(300);
  const slow = open(`${url}/slow`);
  // The request is sent before the signal and is answered 700 ms later.
  await once(await open(`${url}/e/x`), "end");
  expect(await timeToExit("SIGTERM")).toBeLessThan(3_000);
  expect((await slow).statusCode).toBe(200);
});

test("a process with a live stream exits within 2 s", async () => {
  const url = await startProgram(0);
  await open(`${url}/stream`);
  expect(await timeToExit("SIGTERM")).toBeLessThan(2_000);
});
