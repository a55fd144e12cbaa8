import pino, { type DestinationStream, type Logger } from "pino";
import type { Log } from "#app/platform/log.ts";
import { type GatheredLines, gatherLines } from "./log-lines.ts";
import { isPlain, redact, scrubText } from "./log-redaction.ts";
import { plainFields } from "./plain-lines.ts";
import { readableLines } from "./readable-lines.ts";

type LineDestination = DestinationStream & Partial<GatheredLines>;

export interface LogOptions {
  level: "debug" | "info" | "warn" | "error" | "silent";
  /** Readable lines for a person at a terminal instead of JSON. */
  pretty?: boolean;
  /** Buffered standard output unless given. */
  destination?: LineDestination;
}

/** Destination of lines that are serialised already, and the flush of buffered ones. */
interface Ends {
  plain?: DestinationStream;
  flush?: () => void;
}

type Level = "debug" | "info" | "warn" | "error";

function over(base: Logger, ends: Ends): Log {
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

/** Most requests get a logger of their own and never write to it, so it is made when they do. */
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

/** The time as pino's own function has it; under load many lines are of one millisecond. */
function timeOfLine(): string {
  const now = Date.now();
  if (now !== writtenFor) {
    writtenFor = now;
    written = `,"time":"${new Date(now).toISOString()}"`;
  }
  return written;
}

/**
 * One JSON line an entry: UTC time, level, fields, words. Whatever is logged passes the redaction first: no e-mail
 * address, key, password, cookie, token or SQL gets out, and line breaks are encoded. An error is flushed at once, with
 * what was buffered before it.
 */
export function createLog(options: LogOptions): Log {
  const destination: LineDestination =
    options.destination ?? gatherLines(pino.destination({ dest: 1, sync: true }));
  const base = pino(
    {
      level: options.level,
      base: null,
      timestamp: timeOfLine,
      formatters: { level: (label) => ({ level: label }) },
      // Errors were described by the redaction; pino must not do it again.
      serializers: { err: (described: unknown) => described },
    },
    options.pretty ? readableLines(destination) : destination,
  );
  return over(base, {
    plain: options.pretty ? undefined : destination,
    flush: () => destination.flush?.(),
  });
}
