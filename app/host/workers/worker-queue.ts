import { Worker } from "node:worker_threads";
import { Busy } from "#app/platform/errors.ts";

interface PendingTask {
  task: object;
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
   * Tasks that are `urgent` precede the others and wait in a queue of their own, so that others never displace them.
   */
  run(task: object, options?: { urgent?: boolean }): Promise<unknown>;
  /** Ends the worker; pending tasks are refused with Busy. */
  close(): Promise<void>;
}

export interface WorkerQueueOptions {
  /** Maximum number of waiting tasks of each kind. */
  maxQueued: number;
  retryAfterSeconds: number;
  workerData?: unknown;
  /** Milliseconds without a task after which the thread ends and its memory is freed; it stays unless given. */
  idleMs?: number;
}

/**
 * Creates a queue for one worker thread, for work that would block every request. The thread starts with the first task and
 * again after it has ended. It receives `{ id, …task }` and replies `{ id, value }` or `{ id, failed: true }`, one task at a time.
 * Of both kinds of tasks, at most `maxQueued` wait.
 */
export function createWorkerQueue(file: string, options: WorkerQueueOptions): WorkerQueue {
  const { maxQueued, retryAfterSeconds, workerData, idleMs } = options;
  const queues: { urgent: PendingTask[]; other: PendingTask[] } = { urgent: [], other: [] };
  let running: (PendingTask & { id: number }) | undefined;
  let worker: Worker | undefined;
  let lastId = 0;

  const abandon = (gone: Worker) => {
    if (worker !== gone) return;
    worker = undefined;
    const pending = [...(running ? [running] : []), ...queues.urgent.splice(0), ...queues.other.splice(0)];
    running = undefined;
    for (const each of pending) each.reject(new Busy(retryAfterSeconds));
  };
  const start = () => {
    const made = new Worker(file, { workerData });
    made.on("message", ({ id, value, failed }: Reply) => {
      if (running?.id !== id) return;
      running.resolve(failed ? undefined : value);
      running = undefined;
      runNext(made);
    });
    made.on("error", () => abandon(made));
    made.on("exit", () => abandon(made));
    return made;
  };
  const end = async () => {
    const ending = worker;
    if (!ending) return;
    abandon(ending);
    await ending.terminate();
  };
  const idle = createIdleTimer(idleMs, end);
  const runNext = (on: Worker) => {
    if (running) return;
    const next = queues.urgent.shift() ?? queues.other.shift();
    if (!next) return idle.start(on);
    running = { ...next, id: ++lastId };
    on.postMessage({ id: running.id, ...next.task });
  };
  return {
    run(task, { urgent = false } = {}) {
      const queue = urgent ? queues.urgent : queues.other;
      if (running && queue.length >= maxQueued) return Promise.reject(new Busy(retryAfterSeconds));
      idle.stop();
      worker ??= start();
      worker.ref();
      const on = worker;
      return new Promise((resolve, reject) => {
        queue.push({ task, resolve, reject });
        runNext(on);
      });
    },
    close() {
      idle.stop();
      return end();
    },
  };
}

/** Creates a timer that ends an idle thread; it never fires without a time. */
function createIdleTimer(idleMs: number | undefined, end: () => Promise<void>) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    start(on: Worker) {
      // Only tasks keep the process alive, not the idle thread.
      on.unref();
      if (idleMs !== undefined) timer = setTimeout(() => void end(), idleMs).unref();
    },
    stop: () => clearTimeout(timer),
  };
}
