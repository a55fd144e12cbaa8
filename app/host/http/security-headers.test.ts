import { expect, test } from "vitest";
import { from, startTestHost } from "#tests/support/host.ts";

const watched = [
  "content-security-policy",
  "x-frame-options",
  "referrer-policy",
  "cache-control",
  "x-robots-tag",
  "cross-origin-resource-policy",
  "cross-origin-opener-policy",
  "access-control-allow-origin",
  "permissions-policy",
  "x-content-type-options",
  "strict-transport-security",
];

async function headersOf(path: string, options: Parameters<typeof startTestHost>[0] = {}, method = "GET") {
  const { app } = startTestHost({ publicOrigin: "https://book.test", ...options });
  const response = await app.request(path, { method }, from("192.0.2.1"));
  const picked = watched.map((name) => [name, response.headers.get(name)] as const);
  const headers = Object.fromEntries(picked.filter(([, value]) => value !== null));
  const policy = headers["content-security-policy"]?.replace(/nonce-[\w+/=]+/, "nonce-N");
  return { status: response.status, ...headers, "content-security-policy": policy };
}

const publicPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors ";
const signedInPolicy =
  "default-src 'none'; script-src 'nonce-N' 'strict-dynamic'; style-src 'self' 'unsafe-inline'; " +
  "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; " +
  "media-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const closedPolicy = "default-src 'none'; frame-ancestors 'none'";

const always = {
  "x-content-type-options": "nosniff",
  "cross-origin-opener-policy": "same-origin",
  "strict-transport-security": "max-age=63072000",
};
const ours = { ...always, "cross-origin-resource-policy": "same-origin", "x-frame-options": "DENY" };
const noCamera = { "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()" };
const normalReferrer = { "referrer-policy": "strict-origin-when-cross-origin" };
const originOnly = { "referrer-policy": "strict-origin" };
const notStored = { "cache-control": "no-store", "x-robots-tag": "noindex" };

const publicPage = {
  ...ours,
  ...noCamera,
  ...normalReferrer,
  "content-security-policy": `${publicPolicy}'none'`,
};
const linkPage = { ...publicPage, ...originOnly, ...notStored };
const adminPage = {
  ...ours,
  ...normalReferrer,
  ...notStored,
  "content-security-policy": signedInPolicy,
  "permissions-policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
};
const authPage = { ...adminPage, ...noCamera, ...originOnly };

test.each([
  ["/", publicPage],
  ["/e/x", publicPage],
  ["/o/x", publicPage],
  ["/find", publicPage],
  ["/B/K7F2QM4X", linkPage],
  ["/b/token", linkPage],
  ["/w/token/accept", linkPage],
  ["/t/token", linkPage],
  ["/admin", adminPage],
  ["/%61dmin/events", adminPage],
  ["/admin/events.data", adminPage],
  ["/sign-in", authPage],
  ["/setup", authPage],
])("a page at %s carries exactly its headers", async (path, expected) => {
  expect(await headersOf(path)).toEqual({ status: 200, ...expected });
});

test("an embedded page may be framed by other sites and sends only its origin as referrer", async () => {
  const expected = (ancestors: string) => ({
    status: 200,
    ...always,
    ...noCamera,
    ...originOnly,
    "content-security-policy": `${publicPolicy}${ancestors}`,
    "cross-origin-resource-policy": "cross-origin",
  });
  const asked: string[] = [];
  const frameSites = async (path: string) => {
    asked.push(path);
    return ["https://blog.test", "https://preview.test"];
  };
  const named = expected("'self' https://blog.test https://preview.test");
  expect(await headersOf("/embed/X", { frameSites })).toEqual(named);
  expect(await headersOf("/e/x", { frameSites })).toEqual({ status: 200, ...publicPage });
  expect(asked).toEqual(["/embed/x"]);
  // Where the sources cannot be read, no other site may frame it.
  const failing = async () => {
    throw new Error("no database");
  };
  expect(await headersOf("/embed/x", { frameSites: failing })).toEqual(expected("'self'"));
});

test("the admin may show the preview's origin in a frame, and no other", async () => {
  const headers = await headersOf("/admin", { previewOrigin: "https://preview.test" });
  expect(headers["content-security-policy"]).toContain("frame-src https://preview.test;");
});

test("errors, refusals and responses to machines carry their headers too", async () => {
  const throwing = {
    pages: async () => {
      throw new Error("x");
    },
  };
  const notStoredPublic = { ...publicPage, "cache-control": "no-store" };
  expect(await headersOf("/e/x", throwing)).toEqual({ status: 500, ...notStoredPublic });
  expect(await headersOf("/admin", throwing)).toEqual({ status: 500, ...adminPage });
  expect(await headersOf("/e/x.data")).toEqual({ status: 404, ...notStoredPublic });
  expect(await headersOf("/find", {}, "POST")).toEqual({ status: 403, ...notStoredPublic });
  const machine = { ...notStoredPublic, "content-security-policy": closedPolicy };
  expect(await headersOf("/health")).toEqual({ status: 200, ...machine });
  expect(await headersOf("/metrics")).toEqual({ status: 404, ...machine });
  expect(await headersOf("/api/v1/nope")).toEqual({ status: 404, ...machine });
  expect(await headersOf("/assets/nope.js")).toEqual({
    status: 404,
    ...notStoredPublic,
    "access-control-allow-origin": "*",
    "cross-origin-resource-policy": "cross-origin",
  });
  const unchanged = { pages: async () => new Response(null, { status: 304 }) };
  expect(await headersOf("/e/x", unchanged)).toEqual({ status: 304, ...publicPage });
});

test("the nonce in the policy is the one passed to the page, and new each time", async () => {
  const { app } = startTestHost();
  const seen = async () => {
    const response = await app.request("/admin");
    const { context } = await response.json();
    expect(response.headers.get("content-security-policy")).toContain(`'nonce-${context.nonce}'`);
    return context.nonce;
  };
  expect(await seen()).not.toBe(await seen());
});

test("without an https origin there is no HSTS, and a page may choose how long it is cached", async () => {
  const pages = async () => new Response("x", { headers: { "Cache-Control": "public, max-age=5" } });
  const headers = await headersOf("/e/x", { publicOrigin: "http://localhost:3000", pages });
  expect(headers).not.toHaveProperty("strict-transport-security");
  expect(headers).toMatchObject({ "cache-control": "public, max-age=5" });
  expect(await headersOf("/b/x", { pages })).toMatchObject({ "cache-control": "no-store" });
});
