/**
 * Functions that a runtime performs faster than web standards can. The host provides Node's; elsewhere the portable ones below
 * are used.
 */
export interface Runtime {
  /** Returns the SHA-256 of all parts in sequence, texts as UTF-8: 32 bytes. */
  sha256?(parts: readonly (string | Uint8Array)[]): Uint8Array;
  /** Returns the HMAC-SHA-256 (RFC 2104) of a text as UTF-8: 32 bytes. */
  hmacSha256?(key: string, message: string): Uint8Array;
  /** Calls back once the promises that are settled now have run their reactions. */
  afterPromises(callback: () => void): void;
  /** Calls back once the input that has arrived is read, so that what arrives together can be handled together. */
  afterInput(callback: () => void): void;
}

const portable: Runtime = {
  afterPromises: (callback) => queueMicrotask(callback),
  afterInput: (callback) => void setTimeout(callback, 0),
};

let current: Runtime = portable;

/** Uses this runtime from now on, in the entire process. Call it before anything is started. */
export function setRuntime(runtime: Runtime): void {
  current = runtime;
}

/** Returns the runtime in use. */
export const runtime = (): Runtime => current;
