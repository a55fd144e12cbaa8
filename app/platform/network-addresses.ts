import ipaddr from "ipaddr.js";

/** How far an IP address reaches: this computer, some network that is not the internet, or everywhere. */
export type Reach = "loopback" | "private" | "public";

/** Ranges that the library judges otherwise than a guard against server-side request forgery (SSRF) must. */
const PRIVATE = [
  "168.63.129.16/32", // Azure's, which answers inside a machine only
  "192.88.99.0/24", // 6to4 relays
  "3fff::/20", // documentation
].map((range) => ipaddr.parseCIDR(range));

/** Documentation, which leads nowhere and is let through. */
const DOCUMENTATION_V4 = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"].map((range) =>
  ipaddr.parseCIDR(range),
);

/** Outside of this no IPv6 address is public, whatever it maps or embeds. */
const GLOBAL_UNICAST_V6 = ipaddr.parseCIDR("2000::/3");

/** Returns how far the address reaches, in any spelling of a resolver or a URL; undefined where it is no address. */
export function reachOf(address: string): Reach | undefined {
  const parsed = parse(address);
  if (parsed === undefined) return undefined;
  const range = parsed.range();
  if (range === "loopback") return "loopback";
  if (isIn(parsed, PRIVATE)) return "private";
  if (parsed.kind() === "ipv6" && !isIn(parsed, [GLOBAL_UNICAST_V6])) return "private";
  return range === "unicast" || isIn(parsed, DOCUMENTATION_V4) ? "public" : "private";
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Octal, hexadecimal and short forms of IPv4 are no addresses here: those who would read them differ. */
function parse(address: string): Address | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return ipaddr.IPv4.parse(address);
  return ipaddr.IPv6.isValid(address) ? ipaddr.IPv6.parse(address) : undefined;
}

function isIn(address: Address, ranges: readonly [Address, number][]): boolean {
  return ranges.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
}
