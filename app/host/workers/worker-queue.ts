import { Worker } from "node:worker_threads";
import { Busy } from "#app/platform/errors.ts";

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

interface Reply {
  id: number;
  value?: unknown;
  failed?: boolean;
}

export interface WorkerQueue {
  /** The worker's answer; undefined where it failed. Throws Busy where too many wait, or when the worker ends. */
  ask(task: object): Promise<unknown>;
  /** Ends the worker; what waits is refused with Busy. */
  close(): Promise<void>;
}

/**
 * One worker thread for work that would hold up every request, begun when it is first needed and again after a crash.
 * It is sent `{ id, …task }` and answers `{ id, value }` or `{ id, failed: true }`, one task after the other.
 */
export function createWorkerQueue(
  file: string,
  options: { longestQueue: number; retryAfterSeconds: number; workerData?: unknown },
): WorkerQueue {
  const { longestQueue, retryAfterSeconds, workerData } = options;
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let lastId = 0;

  const abandon = (gone: Worker) => {
    if (worker !== gone) return;
    worker = undefined;
    for (const each of waiting.values()) each.reject(new Busy(retryAfterSeconds));
    waiting.clear();
  };
  const start = () => {
    const made = new Worker(file, { workerData });
    made.on("message", ({ id, value, failed }: Reply) => {
      waiting.get(id)?.resolve(failed ? undefined : value);
      waiting.delete(id);
      // Only work keeps the process alive, not the thread that waits for it.
      if (waiting.size === 0) made.unref();
    });
    made.on("error", () => abandon(made));
    made.on("exit", () => abandon(made));
    return made;
  };
  return {
    ask(task) {
      // One is being worked on, the others wait.
      if (waiting.size > longestQueue) return Promise.reject(new Busy(retryAfterSeconds));
      worker ??= start();
      worker.ref();
      const id = ++lastId;
      worker.postMessage({ id, ...task });
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    },
    async close() {
      const ending = worker;
      if (!ending) return;
      abandon(ending);
      await ending.terminate();
    },
  };
}
