/** How far an IP address reaches: this computer, some network that is not the internet, or everywhere. */
export type Reach = "loopback" | "private" | "public";

/**
 * What is not the public internet, by the registries of special-purpose addresses: this network, private, shared by
 * providers, link-local with the clouds' metadata, benchmarking, multicast, reserved. The ranges of documentation lead
 * nowhere and are let through. The single address is Azure's, which answers inside a machine only.
 */
const PRIVATE_V4 = [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24"],
  ...["192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32"],
];

/** Within 2000::/3, outside of which nothing is public: protocol assignments with Teredo, documentation, 6to4. */
const PRIVATE_V6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

/** How far the address reaches, in any spelling that a resolver or a URL gives it; undefined where it is no address. */
export function reachOf(address: string): Reach | undefined {
  const bits = bitsOf(address);
  if (bits === undefined) return undefined;
  if (bits.length === 32) {
    if (isIn(bits, "127.0.0.0/8")) return "loopback";
    return PRIVATE_V4.some((network) => isIn(bits, network)) ? "private" : "public";
  }
  if (isIn(bits, "::1/128")) return "loopback";
  // So ::, IPv4-mapped, NAT64, unique local, link-local and multicast are out, whatever they lead to.
  const isPublic = isIn(bits, "2000::/3") && !PRIVATE_V6.some((network) => isIn(bits, network));
  return isPublic ? "public" : "private";
}

function isIn(bits: string, network: string): boolean {
  const [address = "", length] = network.split("/");
  return bits.startsWith((bitsOf(address) ?? "").slice(0, Number(length)));
}

/** An address as 32 or 128 characters of 0 and 1. */
function bitsOf(address: string): string | undefined {
  return address.includes(":") ? bitsOfV6(address) : bitsOfV4(address);
}

function bitsOfV4(address: string): string | undefined {
  const parts = address.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) {
    return undefined;
  }
  return parts.map((part) => Number(part).toString(2).padStart(8, "0")).join("");
}

function bitsOfV6(address: string): string | undefined {
  const [plain = ""] = address.split("%");
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(plain);
  const tail = dotted && bitsOfV4(dotted[2] ?? "");
  if (dotted && tail === undefined) return undefined;
  const words = dotted
    ? `${dotted[1]}${[0, 16].map((from) => Number.parseInt((tail ?? "").slice(from, from + 16), 2).toString(16)).join(":")}`
    : plain;
  const [head = "", rest, ...more] = words.split("::");
  if (more.length > 0) return undefined;
  const groupsOf = (text: string) => (text === "" ? [] : text.split(":"));
  const [front, back] = [groupsOf(head), groupsOf(rest ?? "")];
  const missing = 8 - front.length - back.length;
  if (rest === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...front, ...Array.from({ length: missing }, () => "0"), ...back];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, "0")).join("");
}
