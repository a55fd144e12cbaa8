import ipaddr from "ipaddr.js";

/** The reach of an IP address: this computer, a network that is not the internet, or the internet. */
export type AddressClass = "loopback" | "private" | "public";

/** Ranges that a guard against server-side request forgery (SSRF) must treat as private, unlike the library. */
const PRIVATE = [
  "168.63.129.16/32", // Azure's platform address, reachable only from inside a machine
  "192.88.99.0/24", // 6to4 relays
  "3fff::/20", // documentation
].map((range) => ipaddr.parseCIDR(range));

/** Ranges for documentation, which are not routed and are therefore allowed. */
const DOCUMENTATION_V4 = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"].map((range) =>
  ipaddr.parseCIDR(range),
);

/** No IPv6 address outside of this range is public, whatever it maps or embeds. */
const GLOBAL_UNICAST_V6 = ipaddr.parseCIDR("2000::/3");

/** Returns the reach of an address in any spelling of a resolver or a URL; undefined for an invalid one. */
export function addressClassOf(address: string): AddressClass | undefined {
  const parsed = parse(address);
  if (parsed === undefined) return undefined;
  const range = parsed.range();
  if (range === "loopback") return "loopback";
  if (isIn(parsed, PRIVATE)) return "private";
  if (parsed.kind() === "ipv6" && !isIn(parsed, [GLOBAL_UNICAST_V6])) return "private";
  return range === "unicast" || isIn(parsed, DOCUMENTATION_V4) ? "public" : "private";
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Parses an address. Octal, hexadecimal and short forms of IPv4 are invalid, since programs interpret them differently. */
function parse(address: string): Address | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return ipaddr.IPv4.parse(address);
  return ipaddr.IPv6.isValid(address) ? ipaddr.IPv6.parse(address) : undefined;
}

function isIn(address: Address, ranges: readonly [Address, number][]): boolean {
  return ranges.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
}
