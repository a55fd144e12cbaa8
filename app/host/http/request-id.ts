import { randomUUID } from "node:crypto";
import type { HeaderReader } from "#app/platform/http/exchange.ts";

const sane = /^[A-Za-z0-9._:-]{1,64}$/;

/** Returns the caller's X-Request-Id or traceparent if it is short and harmless, else a new id. */
export function requestIdOf(headers: HeaderReader): string {
  for (const name of ["x-request-id", "traceparent"]) {
    const given = headers.get(name);
    if (given !== null && sane.test(given)) return given;
  }
  return randomUUID();
}
