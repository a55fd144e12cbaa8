import { expect, test } from "vitest";
import { startCachedSite } from "#tests/support/cached-site.ts";

const CALENDAR = { "Content-Type": "text/calendar; charset=utf-8", "Cache-Control": "public, max-age=300" };

test("a file is the same for all clients, with its own Cache-Control, compressed for those who accept it", async () => {
  const { ask, site } = startCachedSite(
    {
      facts: { organizationId: "o", resourceIds: [], maxAgeMs: 60_000 },
      body: () => new Response("BEGIN:VCALENDAR\r\n".repeat(100), { headers: CALENDAR }),
    },
    { rules: { file: { isFile: true } } },
  );
  const visits: Record<string, string>[] = [
    {},
    {},
    { "Accept-Language": "de" },
    { Cookie: "theme=dark; lng=fr; reservo=member" },
    { "Accept-Encoding": "gzip" },
  ];
  for (const headers of visits) {
    const { headers: sent, text } = await ask("/o/x/calendar.ics?utm_source=a", headers);
    expect(text.startsWith("BEGIN:VCALENDAR")).toBe(true);
    expect(sent.get("cache-control")).toBe("public, max-age=300");
    expect(sent.get("vary")).toBe("Accept-Encoding");
    expect(sent.get("content-encoding")).toBe(headers["Accept-Encoding"] ?? null);
  }
  // Rendered a second time, since the facts are known only after the first rendering.
  expect(site.renders).toEqual(["/o/x/calendar.ics", "/o/x/calendar.ics"]);
  const tag = (await ask("/o/x/calendar.ics")).headers.get("etag") ?? "";
  expect((await ask("/o/x/calendar.ics", { "If-None-Match": tag })).status).toBe(304);
});

test("a page without dependencies is rendered once, for members too, and separately by theme and origin", async () => {
  const { ask, site } = startCachedSite(
    { facts: { resourceIds: [], maxAgeMs: 60_000 }, body: () => "<p>the reference</p>" },
    { rules: { reference: { sameForMembers: true } } },
  );
  await Promise.all(Array.from({ length: 20 }, () => ask("/docs/api")));
  for (const path of ["/docs/api", "/docs/api?lng=xx&a=b"]) await ask(path);
  await ask("/docs/api", { Cookie: "reservo=anything" });
  expect(site.renders).toEqual(["/docs/api"]);
  await ask("/docs/api", { Cookie: "theme=dark" });
  await ask("http://another.test/docs/api");
  expect(site.renders).toHaveLength(3);
});

test("a cached page keeps its no-store, and no other Cache-Control of its own", async () => {
  const sent: (string | null)[] = [];
  for (const own of ["no-store", "public, max-age=60"]) {
    const { ask, warm } = startCachedSite({
      body: () =>
        new Response("<p>1</p>", { headers: { "Content-Type": "text/html", "Cache-Control": own } }),
    });
    await warm("/e/x");
    sent.push((await ask("/e/x")).headers.get("cache-control"));
  }
  expect(sent).toEqual(["no-store", "private, no-cache"]);
});

const bytes = new Uint8Array([0xff, 0xfe, 0x00, 0x80]);

test("a response that is neither text nor picture is passed through unchanged", async () => {
  const { ask, site } = startCachedSite({
    body: () => new Response(bytes, { headers: { "Content-Type": "application/octet-stream" } }),
  });
  for (let visit = 0; visit < 3; visit++) {
    expect(Number((await ask("/e/x", {}, { method: "HEAD" })).headers.get("content-length"))).toBe(4);
  }
  expect(site.renders).toHaveLength(3);
});

test("a picture is cached byte by byte and never compressed", async () => {
  const { app, site, warm } = startCachedSite({
    body: () => new Response(bytes, { headers: { "Content-Type": "image/png" } }),
  });
  await warm("/e/x");
  const sent = await app.request("/e/x", { headers: { "Accept-Encoding": "gzip, br" } });
  expect([...new Uint8Array(await sent.arrayBuffer())]).toEqual([...bytes]);
  expect([sent.headers.get("content-type"), sent.headers.get("content-encoding")]).toEqual([
    "image/png",
    null,
  ]);
  const again = await app.request("/e/x", { headers: { "If-None-Match": sent.headers.get("etag") ?? "" } });
  expect(again.status).toBe(304);
  expect(site.renders).toEqual([]);
});

const OTHER_SPELLINGS = [
  "/e/x/",
  "/E/x",
  "/e/%78",
  "/%65/X/",
  "/e/x?",
  "/e/x?h=made-up&t=1&preview=1&seats=many",
];

test.each(OTHER_SPELLINGS)("a page requested as %s is the cached one", async (path) => {
  const { site, ask, warm } = startCachedSite();
  await warm("/e/x");
  expect((await ask(path)).text).toContain("<p>1</p>");
  expect(site.renders).toEqual([]);
});

test("a page first requested in another spelling is rendered in the canonical one", async () => {
  const { site, ask } = startCachedSite();
  await ask("/E/%78/?utm_source=a&seats=2&h=made-up");
  expect(site.renders).toEqual(["/e/x?seats=2"]);
});

test("pages with arbitrary parameters do not evict those without parameters", async () => {
  const { site, ask, warm } = startCachedSite({ body: () => "x".repeat(5_000) }, { maxBytes: 200_000 });
  for (let page = 0; page < 5; page++) await warm(`/e/p${page}`);
  for (let seats = 2; seats < 60; seats++) await ask(`/e/p0?seats=${seats}`);
  site.renders.length = 0;
  for (let page = 0; page < 5; page++) await ask(`/e/p${page}`);
  expect(site.renders).toEqual([]);
});

test("a cached page is rendered without the cookies of its first visitor", async () => {
  const cookies: (string | null)[] = [];
  const body = (request: Request) => {
    cookies.push(request.headers.get("cookie"));
    return "<p>same</p>";
  };
  const { ask } = startCachedSite({ body }, { isPersonal: async () => false });
  await ask("/e/x", { Cookie: "reservo=made-up; theme=dark; holder=abc" });
  expect(cookies).toEqual(["theme=dark"]);
});
