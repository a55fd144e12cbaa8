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

/** A network: one of its addresses, and the number of leading bits that all of them share. */
export type Network = [Address, number];

/**
 * Parses an address or a network in CIDR notation; a single address is the network of itself. Returns undefined for anything
 * else. IPv4 addresses inside IPv6 become IPv4, since a client of either spelling is the same one.
 */
export function parseNetwork(text: string): Network | undefined {
  const [, typed = "", typedBits] = /^([0-9a-f:.]{2,45})(?:\/(\d{1,3}))?$/i.exec(text) ?? [];
  const address = parseExactly(typed);
  if (address === undefined) return undefined;
  const bits = typedBits === undefined ? lengthOf(address) : Number(typedBits);
  if (bits > lengthOf(address)) return undefined;
  const plain = asIPv4(address);
  if (plain === address) return [address, bits];
  // A network of less than the mapped range contains addresses of both kinds.
  return bits < MAPPED_BITS ? undefined : [plain, bits - MAPPED_BITS];
}

/** Returns the CIDR notation of a network: its first address, in the shortest spelling, and its number of bits. */
export function networkText([address, bits]: Network): string {
  const family = address.kind() === "ipv4" ? ipaddr.IPv4 : ipaddr.IPv6;
  return `${family.networkAddressFromCIDR(`${address}/${bits}`)}/${bits}`;
}

/** Returns whether an address is in one of the networks; an invalid address is in none. */
export function isInNetworks(address: string, networks: readonly Network[]): boolean {
  const parsed = parseExactly(address);
  return parsed !== undefined && isIn(asIPv4(parsed), networks);
}

/** Bits of the prefix ::ffff:0:0/96, below which IPv6 has the IPv4 addresses. */
const MAPPED_BITS = 96;

function lengthOf(address: Address): number {
  return address.kind() === "ipv4" ? 32 : 128;
}

function asIPv4(address: Address): Address {
  return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

/**
 * Parses an address, without two spellings that the library understands in its own way: an IPv4 address at the end of an IPv6
 * address with parts that are not decimal, and one after `::` alone, which it takes for a mapped one.
 */
function parseExactly(address: string): Address | undefined {
  const tail = address.slice(address.lastIndexOf(":") + 1);
  if (!tail.includes(".")) return parse(address);
  const isPlain = ipaddr.IPv4.isValidFourPartDecimal(tail) && address !== `::${tail}`;
  return isPlain ? parse(address) : undefined;
}
