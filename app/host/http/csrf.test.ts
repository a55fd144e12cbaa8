import { expect, test } from "vitest";
import { startTestHost } from "#tests/support/host.ts";
import { isTrusted, publicOriginOf } from "./csrf.ts";

const ours = "https://book.test";

test.each([
  ["our own page", { "sec-fetch-site": "same-origin", origin: ours }, true],
  ["the visitor's address bar", { "sec-fetch-site": "none" }, true],
  ["another site", { "sec-fetch-site": "cross-site", origin: "https://evil.test" }, false],
  ["another site that forges our origin", { "sec-fetch-site": "cross-site", origin: ours }, false],
  ["a sibling subdomain", { "sec-fetch-site": "same-site", origin: "https://other.book.test" }, false],
  ["an unknown value", { "sec-fetch-site": "trust-me", origin: ours }, false],
  ["an older browser on our page", { origin: ours }, true],
  ["an older browser elsewhere", { origin: "https://evil.test" }, false],
  ["a subdomain of ours", { origin: "https://x.book.test" }, false],
  ["our host without https", { origin: "http://book.test" }, false],
  ["our host on another port", { origin: "https://book.test:8443" }, false],
  ["a host that begins like ours", { origin: "https://book.test.evil.test" }, false],
  ["a null origin", { origin: "null" }, false],
  ["an empty origin", { origin: "" }, false],
  ["no headers at all", {}, false],
])("a write from %s: %o is trusted: %s", (_who, headers, expected) => {
  const request = { headers: new Headers(headers), publicOrigin: ours, isConfigured: true };
  expect(isTrusted({ ...request, method: "POST" })).toBe(expected);
  expect(isTrusted({ ...request, method: "DELETE" })).toBe(expected);
  expect(isTrusted({ ...request, method: "GET" })).toBe(true);
});

test("without a configured origin the host of the request decides, whatever the scheme", () => {
  const trusts = (origin: string) =>
    isTrusted({
      method: "POST",
      headers: new Headers({ origin }),
      publicOrigin: "http://book.test:3000",
      isConfigured: false,
    });
  expect(trusts("http://book.test:3000")).toBe(true);
  expect(trusts("https://book.test:3000")).toBe(true);
  expect(trusts("http://book.test")).toBe(false);
  expect(trusts("http://evil.test:3000")).toBe(false);
  expect(trusts("null")).toBe(false);
});

test("a forwarded host that is not a valid host is not believed", () => {
  const origin = (host: string) =>
    publicOriginOf({
      url: new URL("http://inner:3000/x"),
      viaProxy: true,
      headers: new Headers({ "x-forwarded-host": host, "x-forwarded-proto": "https" }),
    });
  expect(origin("book.test, inner")).toBe("https://book.test");
  for (const bad of ["evil.test/path", "user@evil.test", "a b", "]"])
    expect(origin(bad)).toBe("http://inner:3000");
});

test("an untrusted write gets the host's refusal page, unless its page handles it", async () => {
  const { app } = startTestHost({ publicOrigin: ours });
  const headers = { Origin: "null", "Content-Type": "application/x-www-form-urlencoded" };
  const write = (path: string, more = {}) =>
    app.request(path, { method: "POST", headers: { ...headers, ...more }, body: "a=1" });
  const refused = await write("/admin/events", { Accept: "text/html" });
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain("nothing was changed");
  const seen = await (await write("/e/x")).json();
  expect(seen).toMatchObject({ body: "a=1", context: { trusted: false } });
  expect(seen.headers).not.toHaveProperty("origin");
  const trusted = await (await write("/admin/events", { "Sec-Fetch-Site": "same-origin" })).json();
  expect(trusted.context.trusted).toBe(true);
  expect(trusted.headers).not.toHaveProperty("origin");
});
