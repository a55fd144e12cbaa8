import pino, { type DestinationStream, type Logger } from "pino";
import type { Log } from "#app/platform/log.ts";
import { type BufferedLines, bufferLines } from "./log-lines.ts";
import { isPlain, redact, scrubText } from "./log-redaction.ts";
import { plainFields } from "./plain-lines.ts";
import { readableLines } from "./readable-lines.ts";

type LineDestination = DestinationStream & Partial<BufferedLines>;

export interface LogOptions {
  level: "debug" | "info" | "warn" | "error" | "silent";
  /** Readable lines for a terminal instead of JSON. */
  pretty?: boolean;
  /** Buffered standard output unless given. */
  destination?: LineDestination;
}

/** Destination for pre-serialised lines, and the flush of buffered ones. */
interface LineOutput {
  plain?: DestinationStream;
  flush?: () => void;
}

type Level = "debug" | "info" | "warn" | "error";

function over(base: Logger, ends: LineOutput): Log {
  const write = (level: Level) => (fields: object, words?: string) => {
    if (!base.isLevelEnabled(level)) return;
    const short = ends.plain && words !== undefined && isPlain(words) ? plainFields(fields) : undefined;
    if (short !== undefined) {
      ends.plain?.write(`{"level":"${level}"${timeOfLine()}${short},"msg":"${words}"}\n`);
    } else {
      const clean = fields instanceof Error ? { err: redact(fields) } : redact(fields);
      base[level](clean, words === undefined ? undefined : scrubText(words));
    }
    if (level === "error") ends.flush?.();
  };
  return {
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
    child: (fields) =>
      onDemand(() => over(base.child(redact(fields) as Record<string, unknown>), { flush: ends.flush })),
  };
}

/** Creates the logger at its first line, since most requests have a child logger and never write to it. */
function onDemand(make: () => Log): Log {
  let made: Log | undefined;
  const log = () => {
    made ??= make();
    return made;
  };
  return {
    debug: (fields, words) => log().debug(fields, words),
    info: (fields, words) => log().info(fields, words),
    warn: (fields, words) => log().warn(fields, words),
    error: (fields, words) => log().error(fields, words),
    child: (fields) => log().child(fields),
  };
}

let writtenFor = 0;
let written = "";

/** Returns the time field as pino's own function formats it; cached, since under load many lines fall into one millisecond. */
function timeOfLine(): string {
  const now = Date.now();
  if (now !== writtenFor) {
    writtenFor = now;
    written = `,"time":"${new Date(now).toISOString()}"`;
  }
  return written;
}

/**
 * Creates the log. It writes one JSON line per entry: UTC time, level, fields, message. Everything is redacted first: no email
 * address, key, password, cookie, token or SQL is logged, and line breaks are encoded. An error is flushed at once, with the
 * buffered lines before it.
 */
export function createLog(options: LogOptions): Log {
  const destination: LineDestination =
    options.destination ?? bufferLines(pino.destination({ dest: 1, sync: true }));
  const base = pino(
    {
      level: options.level,
      base: null,
      timestamp: timeOfLine,
      formatters: { level: (label) => ({ level: label }) },
      // Errors are already described by the redaction; pino must not do it again.
      serializers: { err: (described: unknown) => described },
    },
    options.pretty ? readableLines(destination) : destination,
  );
  return over(base, {
    plain: options.pretty ? undefined : destination,
    flush: () => destination.flush?.(),
  });
}
