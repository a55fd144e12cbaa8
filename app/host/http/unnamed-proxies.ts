import { isIP } from "node:net";
import type { Log } from "#app/platform/log.ts";

/** Anybody may send the header: so many neighbours are remembered and logged, and no more. */
const MOST_NEIGHBOURS = 20;

const warnedOf = new WeakMap<Log, Set<string>>();

/**
 * Logs the first X-Forwarded-For that comes from a neighbour which TRUSTED_PROXIES does not name, once a neighbour and log: where
 * it is a proxy, all of its visitors share the limits of one network. Its address is logged, since that is what has to be set.
 */
export function warnOfUnnamedProxy(log: Log, neighbour: string): void {
  const warned = warnedOf.get(log) ?? new Set();
  warnedOf.set(log, warned);
  if (warned.size >= MOST_NEIGHBOURS || warned.has(neighbour) || isIP(neighbour) === 0) return;
  warned.add(neighbour);
  log.warn(
    { neighbour },
    `X-Forwarded-For came from ${neighbour}, which TRUSTED_PROXIES does not name, and is ignored. If that is your proxy, set TRUSTED_PROXIES=${neighbour} (or its network): until then all visitors behind it share the limits of one. Otherwise ignore this.`,
  );
}
