import { expect, test } from "vitest";
import type { HostContext } from "#app/platform/http/request-context.ts";
import { startCachedSite } from "#tests/support/cached-site.ts";
import { startTestHost } from "#tests/support/host.ts";
import { waitUntil } from "#tests/support/wait-until.ts";

const HEAD = { method: "HEAD" };
const withoutToken = () => "<p>a page</p>".repeat(200);

test("pages that a HEAD request rendered are cached for GET, with and without tokens", async () => {
  for (const change of [{}, { body: withoutToken }]) {
    const { ask, site } = startCachedSite(change);
    for (let visit = 0; visit < 2; visit++) {
      const { status, text } = await ask("/e/x", {}, HEAD);
      expect([status, text]).toEqual([200, ""]);
    }
    for (let visit = 0; visit < 2; visit++) expect((await ask("/e/x")).text).toContain("<p>");
    // HEAD and GET share one cache entry: the first of them renders it.
    expect(site.renders).toHaveLength(2);
  }
});

test("visitors who join a rendering started by a HEAD get the page, and a HEAD that joins gets no body", async () => {
  let go = () => {};
  const wait = new Promise<void>((resolve) => {
    go = resolve;
  });
  const { ask, site } = startCachedSite({ wait });
  const first = ask("/e/x", {}, HEAD);
  await waitUntil("the rendering to start", () => site.renders.length === 1);
  const joining = Array.from({ length: 20 }, (_, index) => ask("/e/x", {}, index % 2 === 0 ? {} : HEAD));
  go();
  expect((await first).text).toBe("");
  for (const [index, answer] of (await Promise.all(joining)).entries()) {
    if (index % 2 === 0) expect(answer.text).toContain("<p>1</p>");
    else expect(answer.text).toBe("");
  }
  expect(site.renders).toHaveLength(1);
});

test("HEAD gets the status and the headers of GET, from cached pages and from others", async () => {
  const { ask, warm } = startCachedSite({ body: withoutToken });
  await warm("/e/x");
  const gzip = { "Accept-Encoding": "gzip" };
  const { headers } = await ask("/e/x");
  const cases: [path: string, headers: Record<string, string>][] = [
    ["/e/x", {}],
    ["/e/x", gzip],
    ["/e/x", { "If-None-Match": headers.get("etag") ?? "" }],
    ["/e/x?h=own", {}],
    ["/e/x?h=own", gzip],
    ["/e/y", {}],
  ];
  for (const [path, sent] of cases) {
    const get = await ask(path, sent);
    const head = await ask(path, sent, HEAD);
    const seen = [get, head].map(({ status, headers: all }) => {
      const { "x-request-id": _own, ...others } = Object.fromEntries(all);
      return { status, ...others };
    });
    expect(seen[1], path).toEqual(seen[0]);
    expect(head.text).toBe("");
    expect(head.headers.has("content-length"), path).toBe(get.status === 200);
  }
});

test("HEAD gets the Content-Length that the server itself would add to a GET", async () => {
  const { app } = startTestHost({ pages: async () => new Response("text") });
  const answer = await app.request("/e/x", HEAD);
  expect([answer.headers.get("content-length"), await answer.text()]).toEqual(["4", ""]);
  const health = await app.request("/health", HEAD);
  expect(Number(health.headers.get("content-length"))).toBeGreaterThan(20);
});

test("a page without a body is never cached", async () => {
  const headers = { "Content-Type": "text/html" };
  const { ask, site } = startCachedSite({ body: (): Response | string => new Response("", { headers }) });
  for (let visit = 0; visit < 3; visit++) expect((await ask("/e/x")).text).toBe("");
  site.body = (_: Request, { page }: HostContext) => `<p>[${page?.formToken("book")}]</p>`;
  expect((await ask("/e/x")).text).toBe("<p>[book-token-1]</p>");
});
