import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { createWorkerQueue } from "./worker-queue.ts";

const folder = await temporaryFolder("worker");
afterAll(() => folder.remove());

/** A worker that replies with the id of its thread, which no other thread has. */
const file = join(folder.path, "worker.mjs");
await writeFile(
  file,
  `import { parentPort, threadId } from "node:worker_threads";
parentPort.on("message", ({ id }) => parentPort.postMessage({ id, value: threadId }));`,
);

test("an idle thread ends, and the next task starts another", async () => {
  const queue = createWorkerQueue(file, { maxQueued: 5, retryAfterSeconds: 1, idleMs: 0 });
  const first = await queue.run({});
  expect(first).toBeTypeOf("number");
  await expect.poll(() => queue.run({})).not.toBe(first);
  await queue.close();
});

test("tasks that follow each other share a thread, which stays without an idle time", async () => {
  const queue = createWorkerQueue(file, { maxQueued: 5, retryAfterSeconds: 1, idleMs: 600_000 });
  const first = await queue.run({});
  expect(await Promise.all([queue.run({}), queue.run({})])).toEqual([first, first]);
  await queue.close();
});
