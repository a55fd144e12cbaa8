import { networkText, parseNetwork } from "../network-addresses.ts";
import { asciiFigures, oneLine } from "./normalise.ts";

/**
 * Reads an IP address or a network in CIDR notation as typed, and returns the network in its shortest spelling, without host
 * bits: `203.0.113.7/32`, `2001:db8::/32`. Undefined for anything else.
 */
export function readNetwork(typed: string): string | undefined {
  const network = parseNetwork(asciiFigures(oneLine(typed).normalize("NFKC")));
  return network && networkText(network);
}
