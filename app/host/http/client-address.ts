import { BlockList, isIP } from "node:net";

export interface Client {
  /** The visitor's address, or "unknown" when the socket is already closed. */
  address: string;
  /** True when the request came through a trusted proxy, whose X-Forwarded-* headers may be believed. */
  viaProxy: boolean;
}

/** Converts IPv4 inside IPv6 to IPv4 and drops the zone, so that one visitor has one spelling. */
function plainAddress(address: string): string {
  if (!address.includes(":") && !address.includes("%")) return address;
  return address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits] = network.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

/**
 * Creates a function that finds the client of a request. X-Forwarded-For is read from its right end and only as far as each hop
 * is a trusted proxy; what an untrusted client wrote into it is never believed.
 */
export function createClientFinder(trustedProxies: readonly string[]) {
  const trusted = listOf(trustedProxies);
  const isTrusted = (address: string) => {
    if (trustedProxies.length === 0) return false;
    const family = isIP(address);
    return family !== 0 && trusted.check(address, family === 6 ? "ipv6" : "ipv4");
  };
  return (socketAddress: string | undefined, forwardedFor: string | null): Client => {
    let address = plainAddress(socketAddress ?? "unknown");
    const viaProxy = isTrusted(address);
    const hops = forwardedFor?.slice(-2000).split(",") ?? [];
    while (isTrusted(address) && hops.length > 0) {
      const hop = plainAddress(hops.pop()?.trim() ?? "");
      if (isIP(hop) === 0) break;
      address = hop;
    }
    return { address, viaProxy };
  };
}
