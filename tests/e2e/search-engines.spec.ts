import { expect, type Page } from "@playwright/test";
import { test } from "./support/test.ts";

// What the server sends does not depend on the size of the window.
test.describe("what search engines are told @desktop", () => {
  test("an event is told in words of schema.org, whatever its title", async ({ page, makeEvent }) => {
    const event = await makeEvent({ title: '</script><b>"Bold"</b> & more', seats: [12] });
    await page.goto(event.path);
    const facts = await factsOf(page);
    expect(facts).toMatchObject({
      "@type": "Event",
      name: event.title,
      eventStatus: "https://schema.org/EventScheduled",
      location: { name: "Unit 4, Canal Yard, Leeds" },
      remainingAttendeeCapacity: 12,
      offers: { availability: "https://schema.org/InStock" },
    });
    expect(facts.url).toBe(new URL(event.path, page.url()).href);
    expect(facts.startDate).toMatch(/^\d{4}-\d\d-\d\dT18:00:00[+-]\d\d:00$/);
    // The number of seats stands in one.
    await expect(page.locator("main b:not([data-left])")).toHaveCount(0);
  });

  test("a page has one address in each language, and names the others", async ({ page, makeEvent }) => {
    const event = await makeEvent();
    const own = new URL(event.path, (await page.goto(`${event.path}?seats=2`))?.url()).href;
    await expect(page.locator('link[rel="canonical"]')).toHaveAttribute("href", own);
    for (const locale of ["en", "de", "fr", "es"]) {
      await expect(page.locator(`link[hreflang="${locale}"]`)).toHaveAttribute(
        "href",
        `${own}?lng=${locale}`,
      );
    }
    await expect(page.locator('link[hreflang="x-default"]')).toHaveAttribute("href", own);
    const french = await page.goto(`${event.path}?lng=fr&utm_source=x`);
    await expect(page.locator('link[rel="canonical"]')).toHaveAttribute("href", `${own}?lng=fr`);
    expect(french?.headers().vary).toMatch(/Accept-Language, Cookie/);
    await expect(page.locator('meta[property="og:locale"]')).toHaveAttribute("content", "fr_FR");
  });

  test("the picture that is shared is the ticket, 1200 by 630", async ({ page, request, makeEvent }) => {
    const event = await makeEvent();
    await page.goto(event.path);
    const address = await page.locator('meta[property="og:image"]').getAttribute("content");
    const answer = await request.get(address ?? "");
    expect(answer.headers()["content-type"]).toBe("image/png");
    const png = await answer.body();
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
    expect((await request.get("/e/no-such-event/picture.png")).status()).toBe(404);
  });

  test("robots are told of the site map, which has the events", async ({ request, makeEvent }) => {
    const event = await makeEvent();
    const draft = await makeEvent({ draft: true });
    const robots = await (await request.get("/robots.txt")).text();
    const map = /^Sitemap: (\S+)$/m.exec(robots)?.[1] ?? "";
    const answer = await request.get(map);
    expect(answer.headers()["content-type"]).toContain("application/xml");
    const text = await answer.text();
    expect(text).toContain(`${event.path}</loc><lastmod>`);
    expect(text).toContain("/o/northside-makers</loc>");
    expect(text).not.toContain(draft.path);
    expect((await request.get("/sitemap/1.xml")).status()).toBe(200);
    for (const path of ["/sitemap/9.xml", "/sitemap/0.xml", "/sitemap/x"]) {
      expect((await request.get(path)).status(), path).toBe(404);
    }
  });

  test("those who follow get a feed and a calendar that can be read", async ({
    page,
    request,
    makeEvent,
  }) => {
    const event = await makeEvent({ title: "Ink & <paper>, by hand" });
    await page.goto("/o/northside-makers");
    const feed = await request.get("/o/northside-makers/feed.xml");
    expect(feed.headers()["content-type"]).toContain("application/rss+xml");
    const titles = await page.evaluate(
      (xml) => {
        const parsed = new DOMParser().parseFromString(xml, "application/xml");
        return [...parsed.querySelectorAll("parsererror, item > title")].map((each) => each.textContent);
      },
      await feed.text(),
    );
    expect(titles).toContain(event.title);
    const calendar = await request.get("/o/northside-makers/calendar.ics");
    expect(calendar.headers()["content-type"]).toContain("text/calendar");
    const lines = (await calendar.text()).replace(/\r\n[ \t]/g, "").split("\r\n");
    expect(lines[0]).toBe("BEGIN:VCALENDAR");
    expect(lines).toContain(`SUMMARY:${event.title.replace(/[,;]/g, "\\$&")}`);
    expect(lines.filter((line) => line === "BEGIN:VEVENT").length).toBeGreaterThan(5);
    expect((await request.get("/o/nobody/feed.xml")).status()).toBe(404);
  });
});

async function factsOf(page: Page): Promise<Record<string, unknown>> {
  const text = await page.locator('script[type="application/ld+json"]').textContent();
  return JSON.parse(text ?? "");
}
