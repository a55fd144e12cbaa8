import { expect, test } from "vitest";
import type { HostContext } from "#app/platform/http/request-context.ts";
import { startCachedSite as startSite } from "#tests/support/cached-site.ts";
import { fromOurPage } from "#tests/support/host.ts";
import { waitUntil } from "#tests/support/wait-until.ts";

test("a page is rendered once until something that it depends on changes, and then again", async () => {
  const { site, ask, warm } = startSite();
  await warm("/e/x");
  for (let visit = 0; visit < 5; visit++) expect((await ask("/e/x")).text).toContain("<p>1</p>");
  expect(site.renders).toEqual([]);
  site.stamp = "2";
  expect((await ask("/e/x")).text).toContain("<p>2</p>");
  await ask("/e/x");
  expect(site.renders).toEqual(["/e/x"]);
});

test("a change while a page is rendered makes it stale at once", async () => {
  const { site, ask, warm } = startSite();
  await warm("/e/x");
  site.stamp = "2";
  let go = () => {};
  site.wait = new Promise((resolve) => {
    go = resolve;
  });
  const slow = ask("/e/x");
  await waitUntil("the rendering to start", () => site.renders.length === 1);
  site.stamp = "3";
  go();
  expect((await slow).text).toContain("<p>2</p>");
  expect((await ask("/e/x")).text).toContain("<p>3</p>");
});

test("a page cached before a withdrawal is never sent again, neither within its pace nor for lack of a newer one", async () => {
  let withdrawals = 0;
  const { site, ask, warm } = startSite({}, { paceMs: 60_000, withdrawalsOf: () => withdrawals });
  await warm("/e/x");
  site.stamp = "2";
  expect((await ask("/e/x")).text).toContain("<p>1</p>");
  withdrawals = 1;
  expect((await ask("/e/x")).text).toContain("<p>2</p>");
  expect(site.renders).toEqual(["/e/x"]);
});

test("each visitor gets tokens of their own, compressed or not, which are never sent again", async () => {
  const body = (_: Request, { page }: HostContext) =>
    `${"<p>same</p>".repeat(200)}[${page?.formToken("a")}] and [${page?.formToken("b")}]`;
  const { ask, warm } = startSite({ body });
  await warm("/e/x");
  const answers = [];
  for (let visit = 0; visit < 20; visit++) {
    answers.push(await ask("/e/x", visit % 2 ? { "Accept-Encoding": "gzip, br" } : {}));
  }
  const tokens = answers.flatMap(({ text }) => [...text.matchAll(/\[(.*?)\]/g)].map((found) => found[1]));
  expect(new Set(tokens).size).toBe(40);
  expect(tokens.slice(0, 2).map((token) => token?.slice(0, 7))).toEqual(["a-token", "b-token"]);
  for (const { headers, text } of answers) {
    expect(headers.get("cache-control")).toBe("private, no-cache");
    expect(headers.get("etag")).toBeNull();
    expect(headers.get("content-security-policy")).toContain("default-src");
    expect(text).not.toContain("slot");
  }
  expect(answers[1]?.headers.get("content-encoding")).toBe("gzip");
  expect(Number(answers[0]?.headers.get("content-length"))).toBe(answers[0]?.text.length);
});

test("a page without a slot is cached in every encoding and has an ETag, which saves sending it again", async () => {
  const { ask, warm } = startSite({ body: () => "<p>same</p>".repeat(200) });
  await warm("/e/x");
  const br = await ask("/e/x", { "Accept-Encoding": "gzip, br" });
  expect(br.headers.get("content-encoding")).toBe("br");
  const plain = await ask("/e/x");
  const tag = plain.headers.get("etag") ?? "";
  expect(tag).toMatch(/^"[\w-]{22}"$/);
  expect(br.headers.get("etag")).not.toBe(tag);
  const again = await ask("/e/x", { "If-None-Match": tag });
  expect([again.status, again.text, again.headers.get("x-content-type-options")]).toEqual([
    304,
    "",
    "nosniff",
  ]);
  expect(again.headers.get("vary")).toBe("Accept-Encoding, Accept-Language, Cookie");
});

test("languages, themes and the parameters that the page reads are cached separately, and nothing else is", async () => {
  const { site, ask, warm } = startSite();
  await warm("/e/x");
  await ask("/e/x?utm_source=a&fbclid=b");
  await ask("/e/x", { Cookie: "_ga=1; theme=system", "Accept-Language": "xx" });
  expect(site.renders).toEqual([]);
  for (const [path, headers] of [
    ["/e/x?seats=2&utm_source=a", {}],
    ["/e/x", { "Accept-Language": "de-AT, en;q=0.5" }],
    ["/e/x", { Cookie: "theme=dark" }],
    ["/e/x?lng=fr", {}],
    ["http://another.test/e/x", {}],
  ] as const) {
    site.renders.length = 0;
    await ask(path, headers);
    expect(site.renders, path).toHaveLength(1);
    // Parameters that were dropped are not visible to the page either.
    expect(site.renders[0]).not.toContain("utm");
  }
});

test("a visitor's own page is rendered for them alone, with tokens of its own", async () => {
  const { site, ask, warm } = startSite();
  await warm("/e/x");
  const visits = [
    ["/e/x", { Cookie: "reservo=abc" }],
    ["/e/x", { Cookie: "__Host-reservo=abc" }],
    ["/e/x?h=hold", {}],
    ["/o/x", {}],
  ] as const;
  for (const [path, headers] of visits) expect((await ask(path, headers)).text, path).toContain("own");
  const form = await ask("/e/x", fromOurPage, { method: "POST", body: "a=1" });
  expect(form.text).toContain("own");
  expect(site.renders).toHaveLength(visits.length + 1);
});

test("errors, redirects and pages that set a cookie are not cached, and tokens in them are filled in", async () => {
  const headers = { "Content-Type": "text/html" };
  for (const [status, more] of [
    [404, {}],
    [500, {}],
    [200, { "Set-Cookie": "a=b" }],
  ] as const) {
    const body = (_: Request, { page }: HostContext) =>
      new Response(`[${page?.formToken("book")}]`, { status, headers: { ...headers, ...more } });
    const { site, ask } = startSite({ body });
    const first = await ask("/e/x");
    expect(first.status).toBe(status);
    expect([first.text, (await ask("/e/x")).text]).toEqual(["[book-token-1]", "[book-token-2]"]);
    expect(site.renders).toHaveLength(2);
  }
  const { site, ask } = startSite({
    body: () => new Response(null, { status: 303, headers: { Location: "/o/y" } }),
  });
  expect((await ask("/e/x")).headers.get("location")).toBe("/o/y");
  await ask("/e/x");
  expect(site.renders).toHaveLength(2);
});

test("fifty visitors of an uncached page share one rendering; of an uncacheable page, each has their own", async () => {
  const { site, ask } = startSite();
  const all = await Promise.all(Array.from({ length: 50 }, () => ask("/e/x")));
  expect(site.renders).toHaveLength(1);
  expect(new Set(all.map((each) => each.text)).size).toBe(50);
  const missing = startSite({
    body: () => new Response("none", { status: 404, headers: { "Content-Type": "text/html" } }),
  });
  const none = await Promise.all(Array.from({ length: 5 }, () => missing.ask("/e/x")));
  expect(none.map((each) => [each.status, each.text])).toEqual(Array(5).fill([404, "none"]));
});

test("a page that changes all the time is rendered at the minimum interval, and sent stale meanwhile", async () => {
  const { site, ask } = startSite({}, { paceMs: 120 });
  const started = performance.now();
  await waitUntil("half a second to pass", async () => {
    site.stamp = String(site.asked);
    await ask("/e/x");
    return performance.now() - started > 500;
  });
  expect(site.renders.length).toBeGreaterThan(2);
  expect(site.renders.length).toBeLessThanOrEqual(6);
});

test("while its stamp cannot be read, a page is sent stale; a failed rendering fails one visit", async () => {
  const { site, ask, warm } = startSite(
    {},
    { stampOf: async () => Promise.reject(new Error("no database")) },
  );
  await warm("/e/x");
  expect((await ask("/e/x")).text).toContain("<p>1</p>");
  expect(site.renders).toEqual([]);
  const broken = startSite({
    body() {
      throw new Error("broken");
    },
  });
  expect((await broken.ask("/e/x")).status).toBe(500);
  broken.site.body = () => "<p>mended</p>";
  expect((await broken.ask("/e/x")).text).toBe("<p>mended</p>");
});

test("pages stay within the memory limit: the least recently used are evicted", async () => {
  const { site, ask, warm } = startSite({ body: () => "x".repeat(10_000) }, { maxBytes: 160_000 });
  for (let page = 0; page < 20; page++) await warm(`/e/p${page}`);
  await ask("/e/p19");
  expect(site.renders).toEqual([]);
  await ask("/e/p0");
  expect(site.renders).toEqual(["/e/p0"]);
});
