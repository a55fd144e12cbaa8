import { join } from "node:path";
import { createWorkerQueue } from "./worker-queue.ts";

export interface Passwords {
  /** Returns the argon2id hash of a password, with its parameters and a new salt. Throws Busy. */
  hash(password: string): Promise<string>;
  /**
   * Returns whether the hash was made from this password; false for an invalid hash. Throws Busy. `urgent` precedes all that
   * is not.
   */
  verify(password: string, encoded: string, options?: { urgent?: boolean }): Promise<boolean>;
  /** Takes as long as `verify` and always returns false: for a person who does not exist. Throws Busy. */
  verifyNothing(password: string, options?: { urgent?: boolean }): Promise<false>;
  /** Ends the worker; waiting hashes are refused with Busy. */
  close(): Promise<void>;
}

const maxQueued = 20;
const retryAfterSeconds = 5;

/** The hash of discarded random bytes at the usual cost, so that verifying against it takes the usual time. */
const DUMMY_HASH =
  "$argon2id$v=19$m=19456,t=2,p=1$NQ3HBc5qd+HNflZMif5tLw$qSCRMPCnJfsnP8j7U3M+xCCyzntZ0Xkm77deZKLA8/I";

/**
 * Hashes passwords in a worker thread, since on the main thread one hash would delay every request by a tenth of a second. One
 * hash is computed at a time; with 20 waiting, urgent ones apart, more are refused with Busy. `root` is the folder of Reservo.
 */
export function createPasswords(options: { root: string }): Passwords {
  const file = join(options.root, "app", "host", "workers", "password-worker.mjs");
  const queue = createWorkerQueue(file, { maxQueued, retryAfterSeconds });
  return {
    async hash(password) {
      const encoded = await queue.run({ password });
      if (typeof encoded !== "string") throw new Error("A password could not be hashed.");
      return encoded;
    },
    verify: async (password, encoded, options) => (await queue.run({ password, encoded }, options)) === true,
    async verifyNothing(password, options) {
      await queue.run({ password, encoded: DUMMY_HASH }, options);
      return false;
    },
    close: queue.close,
  };
}
