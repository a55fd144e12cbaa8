import { describe, expect, test } from "vitest";
import { isInNetworks, parseNetwork } from "../network-addresses.ts";
import { readNetwork } from "./network.ts";

describe("a network that people type", () => {
  test.each([
    ["203.0.113.7", "203.0.113.7/32"],
    [" 203.0.113.7/24\t", "203.0.113.0/24"],
    ["10.255.255.255/8", "10.0.0.0/8"],
    ["0.0.0.0/0", "0.0.0.0/0"],
    ["127.0.0.1", "127.0.0.1/32"],
    ["２０３．０．１１３．７／３１", "203.0.113.6/31"],
    ["٢٠٣.٠.١١٣.٧", "203.0.113.7/32"],
    ["2001:DB8:0:0::1", "2001:db8::1/128"],
    ["2001:db8:1:2:3:4:5:6/48", "2001:db8:1::/48"],
    ["fd00::/8", "fd00::/8"],
    ["::1", "::1/128"],
    ["::/0", "::/0"],
    ["::ffff:203.0.113.7", "203.0.113.7/32"],
    ["::ffff:cb00:7107/120", "203.0.113.0/24"],
    ["::ffff:0:0/96", "0.0.0.0/0"],
  ])("%s is read as %s", (typed, network) => {
    expect(readNetwork(typed)).toBe(network);
    expect(readNetwork(network)).toBe(network);
  });

  test.each([
    "",
    "localhost",
    "example.org",
    "203.0.113",
    "203.0.113.256",
    "203.0.113.07",
    "0xcb.0.113.7",
    "3405803783",
    "203.0.113.7/33",
    "203.0.113.7/",
    "203.0.113.7/255.255.255.0",
    "203.0.113.7-9",
    "203.0.113.7, 203.0.113.8",
    "https://203.0.113.7",
    "2001:db8::/129",
    "2001:db8::1::2",
    "[2001:db8::1]",
    "fe80::1%eth0",
    "::ffff:010.1.2.3",
    "::ffff:203.0.113.7/64",
    "2001:db8",
    ":",
    "/8",
    "203.0.113.7\0",
  ])("%j is refused", (typed) => {
    expect(readNetwork(typed)).toBeUndefined();
  });
});

test("an address is in a network of its own kind, and IPv4 inside IPv6 counts as IPv4", () => {
  const networks = ["203.0.113.0/24", "2001:db8::/32"].flatMap((text) => {
    const network = parseNetwork(text);
    return network ? [network] : [];
  });
  const inside = ["203.0.113.0", "203.0.113.255", "::ffff:203.0.113.9", "::ffff:cb00:7109", "2001:db8:ff::1"];
  const outside = ["203.0.114.0", "::ffff:203.0.114.0", "2001:db9::", "::203.0.113.9", "unknown", ""];
  expect(inside.filter((address) => !isInNetworks(address, networks))).toEqual([]);
  expect(outside.filter((address) => isInNetworks(address, networks))).toEqual([]);
  expect(isInNetworks("203.0.113.9", [])).toBe(false);
});
