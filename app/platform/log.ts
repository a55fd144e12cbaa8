/** The logger that the app uses; the host provides one based on pino. Fields come first, the message after, as in pino. */
export interface Log {
  debug(fields: object, words?: string): void;
  info(fields: object, words?: string): void;
  warn(fields: object, words?: string): void;
  error(fields: object, words?: string): void;
  child(fields: Record<string, unknown>): Log;
}

/** Discards all lines, for scripts and tests. */
export const silentLog: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => silentLog,
};
