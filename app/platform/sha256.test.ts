import { expect, test } from "vitest";
import { nodeRuntime } from "#app/host/node-runtime.ts";
import { runtime } from "./runtime.ts";
import { toHex } from "./secrets.ts";
import { hmacSha256, portableHmacSha256, portableSha256, sha256 } from "./sha256.ts";

test("the hashes of the runtime are used if the host provides them", () => {
  expect(runtime()).toBe(nodeRuntime);
});

test.each([
  ["the runtime's", sha256, hmacSha256],
  ["JavaScript's", portableSha256, portableHmacSha256],
])("%s returns what the standards specify, in plain bytes", (_, sha, hmac) => {
  // FIPS 180-4, the examples of one and of two blocks; RFC 4231, test case 2.
  expect(toHex(sha("abc"))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(toHex(sha("abcdbcdecdefdefgefghfghighij", "hijkijkljklmklmnlmnomnopnopq"))).toBe(
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
  );
  expect(toHex(hmac("Jefe", "what do ya want for nothing?"))).toBe(
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  );
  expect(Object.getPrototypeOf(sha("abc"))).toBe(Uint8Array.prototype);
  expect(Object.getPrototypeOf(hmac("Jefe", "abc"))).toBe(Uint8Array.prototype);
});

test.each(["", "é 中 🎟", "half a pair \ud800.", "x".repeat(1000), "a\0b"])(
  "both return the same: %j",
  (part) => {
    const bytes = new Uint8Array([0, 255, 128]);
    expect(sha256(bytes, part, part)).toEqual(portableSha256(bytes, part, part));
    expect(hmacSha256(`key ${part}`, part)).toEqual(portableHmacSha256(`key ${part}`, part));
  },
);
