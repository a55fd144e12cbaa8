/**
 * Returns the rate-limit key of an address: the IPv4 address, or the /64 of an IPv6 address, which is what one household gets.
 */
export function networkOf(address: string): string {
  return address.includes(":") ? prefixOf(address, 4) : address;
}

/** Returns the /48 of an IPv6 address, of which one subscriber may have every /64; undefined for an IPv4 address. */
export function wideNetworkOf(address: string): string | undefined {
  return address.includes(":") ? prefixOf(address, 3) : undefined;
}

/** Returns the first groups (16 bits each) of an IPv6 address. */
function prefixOf(address: string, length: number): string {
  const [head = "", tail] = address.toLowerCase().split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(zeros).fill("0"), ...right];
  const kept = groups.slice(0, length).map((group) => group.replace(/^0+(?=.)/, ""));
  return `${kept.join(":")}::/${length * 16}`;
}
