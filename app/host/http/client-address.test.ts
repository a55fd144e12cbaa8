import { expect, test } from "vitest";
import { networkOf } from "#app/platform/http/network.ts";
import { createClientFinder } from "./client-address.ts";

const find = createClientFinder(["10.0.0.0/8", "fd00::/8", "192.0.2.7"]);

test.each([
  ["198.51.100.1", "203.0.113.9", "198.51.100.1", false],
  ["198.51.100.1", null, "198.51.100.1", false],
  ["10.1.2.3", null, "10.1.2.3", true],
  ["10.1.2.3", "203.0.113.9", "203.0.113.9", true],
  ["10.1.2.3", "1.1.1.1, 203.0.113.9", "203.0.113.9", true],
  ["10.1.2.3", "1.1.1.1, 203.0.113.9, 192.0.2.7", "203.0.113.9", true],
  ["10.1.2.3", "203.0.113.9, nonsense", "10.1.2.3", true],
  ["::ffff:10.1.2.3", "::ffff:203.0.113.9", "203.0.113.9", true],
  ["fd00::1", "2001:db8::1", "2001:db8::1", true],
  ["fe80::1%eth0", null, "fe80::1", false],
  [undefined, "203.0.113.9", "unknown", false],
])("a peer %s that forwards %s is the client %s, by a proxy: %s", (peer, forwarded, address, viaProxy) => {
  expect(find(peer, forwarded)).toEqual({ address, viaProxy });
});

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::9", "2001:db8:1:2::/64"],
  ["2001:DB8:0001:0002::9", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["unknown", "unknown"],
])("%s is counted as %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});
