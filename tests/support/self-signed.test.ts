import { X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import { selfSigned } from "./self-signed.ts";

test("a self-signed certificate names its hosts, is valid now, and belongs to its key", () => {
  const { cert, key } = selfSigned(["reservo.test", "host.test"]);
  const certificate = new X509Certificate(cert);
  expect(certificate.checkHost("host.test")).toBe("host.test");
  expect(certificate.checkHost("evil.test")).toBeUndefined();
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(Date.parse(certificate.validTo)).toBeGreaterThan(Date.now());
  expect(key).toContain("PRIVATE KEY");
});
