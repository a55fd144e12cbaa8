import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";

const fixture = fileURLToPath(new URL("../../../tests/support/draining-server.ts", import.meta.url));
let child: ChildProcess | undefined;
afterEach(() => child?.kill("SIGKILL"));

async function startProgram(...options: string[]) {
  child = spawn(process.execPath, ["--import", "tsx", fixture, ...options], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const program = child;
  const lines: string[] = [];
  const reader = createInterface({ input: program.stdout as NodeJS.ReadableStream });
  const exited = once(program, "exit") as Promise<[number | null]>;
  const [url] = (await once(reader, "line")) as [string];
  reader.on("line", (line) => lines.push(line));
  return { program, lines, exited, url };
}

const agent = new Agent({ keepAlive: true });

async function ask(url: string): Promise<IncomingMessage> {
  const [response] = (await once(get(url, { agent }), "response")) as [IncomingMessage];
  response.resume();
  await once(response, "end");
  return response;
}

async function untilNotReady(url: string): Promise<IncomingMessage> {
  for (;;) {
    const response = await ask(`${url}/ready`);
    if (response.statusCode === 503) return response;
  }
}

/** Sends SIGINT until the program has exited. */
async function pressUntilGone(program: ChildProcess): Promise<void> {
  const timer = setInterval(() => program.kill("SIGINT"), 50);
  await once(program, "exit");
  clearInterval(timer);
}

test("SIGTERM: not ready at once, still serving, then requests finish before the hooks run in order", async () => {
  const { program, lines, exited, url } = await startProgram("300");
  expect((await ask(`${url}/ready`)).statusCode).toBe(200);
  program.kill("SIGTERM");
  expect((await untilNotReady(url)).headers.connection).toBe("close");
  // Started during the wait and still in flight when the server closes: it completes before the pool ends.
  const slow = ask(`${url}/slow`);
  expect((await ask(`${url}/e/x`)).statusCode).toBe(200);
  expect((await slow).statusCode).toBe(200);
  expect(await exited).toEqual([0, null]);
  expect(lines).toEqual(["answered", "queue", "streams", "answered", "pool"]);
});

test("an idle keep-alive connection does not keep the process from exiting", async () => {
  const { program, exited, url } = await startProgram("0");
  await ask(`${url}/e/x`);
  program.kill("SIGINT");
  expect(await exited).toEqual([0, null]);
});

test("a live stream lasts until its part ends it, and its connection is not waited for after that", async () => {
  const { program, lines, exited, url } = await startProgram("0");
  const [live] = (await once(get(`${url}/stream`, { agent }), "response")) as [IncomingMessage];
  live.resume();
  program.kill("SIGTERM");
  await once(live, "end");
  expect(await exited).toEqual([0, null]);
  expect(lines).toEqual(["queue", "streams", "pool"]);
});

test("a SIGINT that is repeated after a second exits at once, even when a hook does not finish", async () => {
  const { program, lines, exited, url } = await startProgram("0", "stuck");
  await ask(`${url}/e/x`);
  program.kill("SIGINT");
  await expect.poll(() => lines.at(-1)).toBe("pool");
  await pressUntilGone(program);
  expect(await exited).toEqual([130, null]);
});

test("a SIGINT that arrives twice at once, as npm forwards it, lets requests finish and the hooks run", async () => {
  const { program, lines, exited, url } = await startProgram("300");
  program.kill("SIGINT");
  await untilNotReady(url);
  const slow = ask(`${url}/slow`);
  program.kill("SIGINT");
  expect((await slow).statusCode).toBe(200);
  expect(await exited).toEqual([0, null]);
  expect(lines.at(-1)).toBe("pool");
});
