import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { Busy } from "#app/platform/errors.ts";

export interface Passwords {
  /** The argon2id hash of a password, with its parameters and a new salt in it. Throws Busy. */
  hash(password: string): Promise<string>;
  /** Whether this password made that hash; false for a hash that cannot be read. Throws Busy. */
  verify(password: string, encoded: string): Promise<boolean>;
  /** Takes as long as verify and is always false: for a person who does not exist. Throws Busy. */
  verifyNothing(password: string): Promise<false>;
  /** Ends the worker; what waits is refused with Busy. */
  close(): Promise<void>;
}

interface Task {
  password: string;
  encoded?: string;
}

interface Waiting {
  resolve(value: string | boolean | undefined): void;
  reject(error: Error): void;
}

interface Reply {
  id: number;
  value?: string | boolean;
  failed?: boolean;
}

const longestQueue = 20;
const retryAfterSeconds = 5;

/** The hash of random bytes that nobody kept, made at the usual cost, so that checking against it takes the usual time. */
const hashOfNothing =
  "$argon2id$v=19$m=19456,t=2,p=1$NQ3HBc5qd+HNflZMif5tLw$qSCRMPCnJfsnP8j7U3M+xCCyzntZ0Xkm77deZKLA8/I";

/** One worker thread, begun when it is first needed and again after a crash. */
function createQueue(file: string) {
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
    const made = new Worker(file);
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
    ask(task: Task): Promise<string | boolean | undefined> {
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

/**
 * Password hashing away from the main thread, where one hash would hold up every request for a tenth of a second. One
 * hash is worked on at a time; with 20 waiting, more are refused with Busy. `root` is the folder of Reservo.
 */
export function createPasswords(options: { root: string }): Passwords {
  const queue = createQueue(join(options.root, "app", "host", "password-worker.mjs"));
  return {
    async hash(password) {
      const encoded = await queue.ask({ password });
      if (typeof encoded !== "string") throw new Error("A password could not be hashed.");
      return encoded;
    },
    verify: async (password, encoded) => (await queue.ask({ password, encoded })) === true,
    async verifyNothing(password) {
      await queue.ask({ password, encoded: hashOfNothing });
      return false;
    },
    close: queue.close,
  };
}
