import { isIP } from "node:net";
import type { Log } from "#app/platform/log.ts";

/** Any client can send the header, so the number of peers that are remembered and logged is bounded. */
const MAX_PEERS = 20;

const warnedOf = new WeakMap<Log, Set<string>>();

/**
 * Logs the first X-Forwarded-For from a peer that TRUSTED_PROXIES does not name, once per peer and log: if it is a proxy, all
 * of its visitors share the limits of one network. Its address is logged, since that is the value to set.
 */
export function warnOfUnnamedProxy(log: Log, peer: string): void {
  const warned = warnedOf.get(log) ?? new Set();
  warnedOf.set(log, warned);
  if (warned.size >= MAX_PEERS || warned.has(peer) || isIP(peer) === 0) return;
  warned.add(peer);
  log.warn(
    { peer },
    `X-Forwarded-For came from ${peer}, which TRUSTED_PROXIES does not name, and is ignored. If that is your proxy, set TRUSTED_PROXIES=${peer} (or its network): until then all visitors behind it share the limits of one. Otherwise ignore this.`,
  );
}
