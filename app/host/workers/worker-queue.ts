import { Worker } from "node:worker_threads";
import { Busy } from "#app/platform/errors.ts";

interface PendingTask {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

interface Reply {
  id: number;
  value?: unknown;
  failed?: boolean;
}

export interface WorkerQueue {
  /**
   * Returns the worker's result; undefined if the task failed. Throws Busy when too many tasks wait, or when the worker ends.
   */
  run(task: object): Promise<unknown>;
  /** Ends the worker; pending tasks are refused with Busy. */
  close(): Promise<void>;
}

/**
 * Creates a queue for one worker thread, for work that would block every request. The thread starts with the first task and
 * again after a crash. It receives `{ id, …task }` and replies `{ id, value }` or `{ id, failed: true }`, one task at a time.
 */
export function createWorkerQueue(
  file: string,
  options: { maxQueued: number; retryAfterSeconds: number; workerData?: unknown },
): WorkerQueue {
  const { maxQueued, retryAfterSeconds, workerData } = options;
  const pending = new Map<number, PendingTask>();
  let worker: Worker | undefined;
  let lastId = 0;

  const abandon = (gone: Worker) => {
    if (worker !== gone) return;
    worker = undefined;
    for (const each of pending.values()) each.reject(new Busy(retryAfterSeconds));
    pending.clear();
  };
  const start = () => {
    const made = new Worker(file, { workerData });
    made.on("message", ({ id, value, failed }: Reply) => {
      pending.get(id)?.resolve(failed ? undefined : value);
      pending.delete(id);
      // Only tasks keep the process alive, not the idle thread.
      if (pending.size === 0) made.unref();
    });
    made.on("error", () => abandon(made));
    made.on("exit", () => abandon(made));
    return made;
  };
  return {
    run(task) {
      // One task is being worked on, the others wait.
      if (pending.size > maxQueued) return Promise.reject(new Busy(retryAfterSeconds));
      worker ??= start();
      worker.ref();
      const id = ++lastId;
      worker.postMessage({ id, ...task });
      return new Promise((resolve, reject) => pending.set(id, { resolve, reject }));
    },
    async close() {
      const ending = worker;
      if (!ending) return;
      abandon(ending);
      await ending.terminate();
    },
  };
}
