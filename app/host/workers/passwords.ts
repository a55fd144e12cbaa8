import { join } from "node:path";
import { createWorkerQueue } from "./worker-queue.ts";

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

const longestQueue = 20;
const retryAfterSeconds = 5;

/** The hash of random bytes that nobody kept, made at the usual cost, so that checking against it takes the usual time. */
const hashOfNothing =
  "$argon2id$v=19$m=19456,t=2,p=1$NQ3HBc5qd+HNflZMif5tLw$qSCRMPCnJfsnP8j7U3M+xCCyzntZ0Xkm77deZKLA8/I";

/**
 * Password hashing away from the main thread, where one hash would hold up every request for a tenth of a second. One
 * hash is worked on at a time; with 20 waiting, more are refused with Busy. `root` is the folder of Reservo.
 */
export function createPasswords(options: { root: string }): Passwords {
  const file = join(options.root, "app", "host", "workers", "password-worker.mjs");
  const queue = createWorkerQueue(file, { longestQueue, retryAfterSeconds });
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
