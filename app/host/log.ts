import pino, { type DestinationStream, type Logger } from "pino";
import type { Log } from "#app/platform/log.ts";
import { gatherLines } from "./log-lines.ts";
import { redact, scrubText } from "./log-redaction.ts";
import { plainFields } from "./plain-lines.ts";
import { readableLines } from "./readable-lines.ts";

export interface LogOptions {
  level: "debug" | "info" | "warn" | "error" | "silent";
  /** Readable lines for a person at a terminal instead of JSON. */
  pretty?: boolean;
  /** Where the lines go; standard output unless given. */
  destination?: DestinationStream;
}

type Level = "debug" | "info" | "warn" | "error";

function over(base: Logger, plain?: DestinationStream): Log {
  const write = (level: Level) => (fields: object, words?: string) => {
    if (!base.isLevelEnabled(level)) return;
    const short = plain && !(fields instanceof Error) ? plainFields(fields) : undefined;
    if (short !== undefined && words !== undefined && /^[\w ]+$/.test(words)) {
      plain?.write(`{"level":"${level}"${timeOfLine()}${short},"msg":"${words}"}\n`);
      return;
    }
    const clean = fields instanceof Error ? { err: redact(fields) } : redact(fields);
    base[level](clean, words === undefined ? undefined : scrubText(words));
  };
  return {
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
    child: (fields) => onDemand(() => over(base.child(redact(fields) as Record<string, unknown>))),
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
 * address, key, password, cookie, token or SQL gets out, and line breaks are encoded.
 */
export function createLog(options: LogOptions): Log {
  const destination = options.destination ?? gatherLines(pino.destination({ dest: 1, sync: true }));
  return over(
    pino(
      {
        level: options.level,
        base: null,
        timestamp: timeOfLine,
        formatters: { level: (label) => ({ level: label }) },
        // Errors were described by the redaction; pino must not do it again.
        serializers: { err: (described: unknown) => described },
      },
      options.pretty ? readableLines(destination) : destination,
    ),
    options.pretty ? undefined : destination,
  );
}
