import { expect, test } from "vitest";
import { locales } from "#app/platform/locales.ts";
import { refusalWords } from "./refusal-words.ts";
import { fromOurPage, startTestHost } from "./testing.ts";

const german = { Accept: "text/html", "Accept-Language": "de-AT, en;q=0.5", Cookie: "theme=dark" };

test("a page beyond those that are rendered at once is refused at once, in the visitor's language and theme", async () => {
  const ends: (() => void)[] = [];
  const { app } = startTestHost({
    mostPagesAtOnce: 1,
    pages: () => new Promise((resolve) => ends.push(() => resolve(new Response("a page")))),
  });
  const first = app.request("/e/talks");
  const refused = await app.request("/e/talks?seats=2&a=%22", { headers: german });
  expect(refused.status).toBe(503);
  expect(refused.headers.get("Retry-After")).toBe("5");
  expect(refused.headers.get("Refresh")).toBe("5");
  expect(refused.headers.get("Vary")).toContain("Accept-Language");
  const page = await refused.text();
  expect(page).toContain('<html lang="de" data-theme="dark">');
  expect(page).toContain(refusalWords.de.busy[0]);
  expect(page).toContain('href="/e/talks?seats=2&amp;a=%22"');

  // What is written is not counted: whoever may book must get to the engine.
  const written = app.request("/e/talks/book", { method: "POST", headers: fromOurPage, body: "a=1" });
  await expect.poll(() => ends.length).toBe(2);
  for (const end of ends.splice(0)) end();
  expect((await first).status).toBe(200);
  expect((await written).status).toBe(200);
  const next = app.request("/e/talks");
  await expect.poll(() => ends.length).toBe(1);
  ends[0]?.();
  expect((await next).status).toBe(200);
});

test("a page that fails while the database is away says so, and one that fails otherwise does not", async () => {
  let away = true;
  const { app } = startTestHost({
    isAway: async () => away,
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

test("a form is never sent again by itself", async () => {
  const { app } = startTestHost({
    isAway: async () => true,
    pages: async () => new Response("", { status: 500 }),
  });
  const headers = { ...fromOurPage, Accept: "text/html" };
  const answer = await app.request("/e/talks/book", { method: "POST", headers, body: "a=1" });
  expect(answer.status).toBe(503);
  expect(answer.headers.get("Refresh")).toBeNull();
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
