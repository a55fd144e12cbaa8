import type { DestinationStream } from "pino";

interface Line {
  time?: string;
  level?: string;
  msg?: string;
  [field: string]: unknown;
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return /^[\w./:,-]+$/.test(text) ? text : JSON.stringify(text);
}

function readable(json: string): string {
  const { time = "", level = "", msg = "", err, ...fields } = JSON.parse(json) as Line;
  const pairs = Object.entries(fields).map(([key, value]) => `${key}=${shown(value)}`);
  const line = [time.slice(11, 19), level.toUpperCase().padEnd(5), msg, ...pairs].filter(Boolean).join(" ");
  if (typeof err !== "object" || err === null) return `${line}\n`;
  const { type, message, stack } = err as Record<string, unknown>;
  return `${line}\n  ${shown(type)}: ${shown(message)}\n${typeof stack === "string" ? `${stack}\n` : ""}`;
}

/** Converts JSON lines into readable ones: time, level, message, fields; an error with its stack below. */
export function readableLines(destination: DestinationStream): DestinationStream {
  return { write: (json) => destination.write(readable(json)) };
}
