/** What the app needs of a logger; the host gives it a pino one. Fields come first, words after, as pino has it. */
export interface Log {
  debug(fields: object, words?: string): void;
  info(fields: object, words?: string): void;
  warn(fields: object, words?: string): void;
  error(fields: object, words?: string): void;
  child(fields: Record<string, unknown>): Log;
}

/** For scripts and tests that want no lines. */
export const silentLog: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => silentLog,
};
