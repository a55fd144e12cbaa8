import { expect, test } from "vitest";
import { startCachedSite } from "#tests/support/cached-site.ts";

const CALENDAR = { "Content-Type": "text/calendar; charset=utf-8", "Cache-Control": "public, max-age=300" };

test("a file is one for everybody, with its own Cache-Control, packed for those who take it so", async () => {
  const { ask, site } = startCachedSite(
    {
      facts: { organizationId: "o", resourceIds: [], maxAgeMs: 60_000 },
      body: () => new Response("BEGIN:VCALENDAR\r\n".repeat(100), { headers: CALENDAR }),
    },
    { rules: { file: { query: [], isFile: true } } },
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
  // Once more after the first, when the cache knows what it rests on.
  expect(site.renders).toEqual(["/o/x/calendar.ics", "/o/x/calendar.ics"]);
  const tag = (await ask("/o/x/calendar.ics")).headers.get("etag") ?? "";
  expect((await ask("/o/x/calendar.ics", { "If-None-Match": tag })).status).toBe(304);
});

test("a page that rests on nothing is rendered once, for members too, and apart by theme and origin", async () => {
  const { ask, site } = startCachedSite(
    { facts: { resourceIds: [], maxAgeMs: 60_000 }, body: () => "<p>the reference</p>" },
    { rules: { reference: { query: [], sameForMembers: true } } },
  );
  await Promise.all(Array.from({ length: 20 }, () => ask("/docs/api")));
  for (const path of ["/docs/api", "/docs/api?lng=xx&a=b"]) await ask(path);
  await ask("/docs/api", { Cookie: "reservo=anything" });
  expect(site.renders).toEqual(["/docs/api"]);
  await ask("/docs/api", { Cookie: "theme=dark" });
  await ask("http://another.test/docs/api");
  expect(site.renders).toHaveLength(3);
});

test("what is no text is handed on as it is", async () => {
  const bytes = new Uint8Array([0xff, 0xfe, 0x00, 0x80]);
  const { ask } = startCachedSite({
    body: () => new Response(bytes, { headers: { "Content-Type": "image/png" } }),
  });
  expect(Number((await ask("/e/x", {}, { method: "HEAD" })).headers.get("content-length"))).toBe(4);
});
