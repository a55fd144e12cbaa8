import { expect, it } from "vitest";
import { newTotpSecret, stepOfCode, totpUri } from "./totp.server.ts";

/** "12345678901234567890", the key of the test vectors of RFC 6238. */
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const at = (seconds: number) => new Date(seconds * 1_000);

it.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_234_567_890, "005924"],
  [20_000_000_000, "353130"],
])("accepts the code of RFC 6238 at %i s", (seconds, code) => {
  expect(stepOfCode(SECRET, code, at(seconds))).toBe(Math.floor(seconds / 30));
});

it("accepts a code one step early or late, as the step that it belongs to, and no further", () => {
  const code = "081804";
  const step = Math.floor(1_111_111_109 / 30);
  expect(stepOfCode(SECRET, code, at((step - 1) * 30))).toBe(step);
  expect(stepOfCode(SECRET, code, at((step + 1) * 30 + 29))).toBe(step);
  expect(stepOfCode(SECRET, code, at((step + 2) * 30))).toBeUndefined();
  expect(stepOfCode(SECRET, code, at((step - 1) * 30 - 1))).toBeUndefined();
});

it("ignores spaces in a code, and refuses what is no code", () => {
  expect(stepOfCode(SECRET, " 081 804 ", at(1_111_111_109))).toBeDefined();
  for (const typed of ["", "81804", "0818040", "08180a", "٠٨١٨٠٤", "x".repeat(10_000)]) {
    expect(stepOfCode(SECRET, typed, at(1_111_111_109))).toBeUndefined();
  }
});

it("names issuer and account in the URI, and makes secrets of 160 bits", () => {
  const uri = new URL(totpUri(SECRET, "a:b@example.org"));
  expect([uri.protocol, uri.host, decodeURIComponent(uri.pathname)]).toEqual([
    "otpauth:",
    "totp",
    "/Reservo:a:b@example.org",
  ]);
  expect(Object.fromEntries(uri.searchParams)).toMatchObject({ issuer: "Reservo", secret: SECRET });
  expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
  expect(newTotpSecret()).not.toBe(newTotpSecret());
});
