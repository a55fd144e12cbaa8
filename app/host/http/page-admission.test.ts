import { expect, test } from "vitest";
import { locales } from "#app/platform/locales.ts";
import { fromOurPage, startTestHost } from "#tests/support/host.ts";
import { refusalWords, writtenWords } from "./refusal-words.ts";

const german = { Accept: "text/html", "Accept-Language": "de-AT, en;q=0.5", Cookie: "theme=dark" };

const escaped = (words: string) => words.replaceAll("'", "&#39;");

test("a page beyond the work bound is refused at once, in the visitor's language and theme", async () => {
  const ends: (() => void)[] = [];
  const { app } = startTestHost({
    maxPageWorkMs: 0,
    pages: () => new Promise((resolve) => ends.push(() => resolve(new Response("a page")))),
  });
  // A few are always admitted, whatever they cost.
  const few = Array.from({ length: 4 }, () => app.request("/e/talks"));
  await expect.poll(() => ends.length).toBe(4);
  const refused = await app.request("/e/talks?seats=2&a=%22", { headers: german });
  expect(refused.status).toBe(503);
  expect(refused.headers.get("Retry-After")).toBe("5");
  expect(refused.headers.get("Refresh")).toBe("5");
  expect(refused.headers.get("Vary")).toContain("Accept-Language");
  const page = await refused.text();
  expect(page).toContain('<html lang="de" data-theme="dark">');
  expect(page).toContain(refusalWords.de.busy[0]);
  expect(page).toContain('href="/e/talks?seats=2&amp;a=%22"');

  // Writes are not counted: a booking must get to the engine.
  const written = app.request("/e/talks/book", { method: "POST", headers: fromOurPage, body: "a=1" });
  await expect.poll(() => ends.length).toBe(5);
  for (const end of ends.splice(0)) end();
  for (const page of few) expect((await page).status).toBe(200);
  expect((await written).status).toBe(200);
  const next = app.request("/e/talks");
  await expect.poll(() => ends.length).toBe(1);
  ends[0]?.();
  expect((await next).status).toBe(200);
});

test("a page that fails while the database is unreachable says so, and one that fails otherwise does not", async () => {
  let away = true;
  const { app } = startTestHost({
    isUnavailable: async () => away,
    pages: async () => new Response("an error page", { status: 500 }),
  });
  const gone = await app.request("/e/talks", { headers: { Accept: "text/html" } });
  expect(gone.status).toBe(503);
  expect(gone.headers.get("Refresh")).toBe("20");
  expect(await gone.text()).toContain(refusalWords.en.unavailable[0]);
  away = false;
  const failed = await app.request("/e/talks", { headers: { Accept: "text/html" } });
  expect([failed.status, await failed.text()]).toEqual([500, "an error page"]);
});

test("a page that gets no database connection is busy, and a failed one is not", async () => {
  const { app } = startTestHost({
    isUnavailable: async () => false,
    async pages(request, { noteOverload }) {
      if (request.url.includes("busy")) noteOverload?.();
      return new Response("an error page", { status: 500 });
    },
  });
  const busy = await app.request("/e/busy", { headers: german });
  expect([busy.status, busy.headers.get("Retry-After")]).toEqual([503, "5"]);
  expect(await busy.text()).toContain(refusalWords.de.busy[0]);
  const written = await app.request("/e/busy", { method: "POST", headers: fromOurPage, body: "a=1" });
  expect([written.status, written.headers.get("Retry-After")]).toEqual([503, "5"]);
  expect((await app.request("/e/failed", { headers: german })).status).toBe(500);
});

test("a form whose outcome is unknown can be sent again from the error page, and never by itself", async () => {
  const { app } = startTestHost({
    isUnavailable: async () => true,
    pages: async () => new Response("", { status: 500 }),
  });
  const send = async (path: string, body: string, headers: Record<string, string> = {}) => {
    const all = { ...fromOurPage, Accept: "text/html", ...headers };
    const answer = await app.request(path, { method: "POST", headers: all, body });
    expect(answer.status).toBe(503);
    expect(answer.headers.get("Refresh")).toBeNull();
    return answer.text();
  };
  const page = await send("/e/talks/book?h=1", "name=Ana+%22R%22&intent=confirm&note=a%0D%0Ab%3C");
  expect(page).toContain('<form method="post" action="/e/talks/book?h=1">');
  expect(page).toContain('<input type="hidden" name="name" value="Ana &quot;R&quot;">');
  expect(page).toContain('<input type="hidden" name="intent" value="confirm">');
  expect(page).toContain('<input type="hidden" name="note" value="a\r\nb&lt;">');
  expect(page).toContain(escaped(writtenWords.en.kept));
  expect(page).not.toContain(refusalWords.en.unavailable[1]);

  // Passwords, files, other content types and large forms are not repeated in a page.
  for (const [path, body, headers] of [
    ["/sign-in", "email=a&secret=b", {}],
    ["/admin/settings", "newPassword=b", {}],
    ["/admin/events/new", "a", { "Content-Type": "multipart/form-data; boundary=a" }],
    ["/e/talks/book", `name=Ana${"&a".repeat(20_000)}`, {}],
    ["/e/talks/book", "name=%C3", {}],
  ] as const) {
    const bare = await send(path, body, headers);
    expect(bare).not.toContain("<form");
    expect(bare).toContain(escaped(writtenWords.en.gone));
  }
});

test("a client that accepts no HTML does not read that the page keeps the form", async () => {
  const { app } = startTestHost({
    isUnavailable: async () => true,
    pages: async () => new Response("", { status: 500 }),
  });
  const answer = await app.request("/e/talks/book", { method: "POST", headers: fromOurPage, body: "a=1" });
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain(writtenWords.en.gone);
});

test("a form from another site is not repeated in our page, from where it would be trusted", async () => {
  const { app } = startTestHost({
    isUnavailable: async () => true,
    pages: async () => new Response("", { status: 500 }),
  });
  const headers = { ...fromOurPage, "Sec-Fetch-Site": "cross-site", Accept: "text/html" };
  const answer = await app.request("/e/talks/book", { method: "POST", headers, body: "a=1" });
  expect(answer.status).toBe(503);
  expect(await answer.text()).not.toContain("<form");
});

test("every refusal has its words in every language", () => {
  const kinds = Object.keys(refusalWords.en);
  for (const locale of locales) {
    expect(Object.keys(refusalWords[locale])).toEqual(kinds);
    expect(
      Object.values(refusalWords[locale])
        .flat()
        .every((words) => words.length > 10),
    ).toBe(true);
  }
});
