import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { testContext } from "#tests/support/remix.ts";
import { createSite } from "#tests/support/site.tsx";

const { db } = await testDatabase();
const site = createSite(await testContext(db));
const ctx = await makeOrganization(db, "Frame club");
const { event } = await makeEvent(ctx);
await db.execute(sql`update organizations set privacy_url = 'https://club.example/privacy'`);

const linksIn = (html: string, part: "header" | "footer") => {
  const inner = new RegExp(`<${part} class="frame-${part}">(.*?)</${part}>`, "s").exec(html)?.[1] ?? "";
  return [...inner.matchAll(/<a (?:class="[^"]*" )?href="([^"]*)"[^>]*>(.*?)<\/a>/gs)].map(
    ([, href, words]) => [href, words],
  );
};

test("attendees find their booking in the header of every page, and organisers their way in below", async () => {
  for (const path of [`/e/${event.slug}`, `/e/${event.slug}/book`, "/o/frame-club", "/find", "/e/nowhere"]) {
    const { text } = await site(path);
    expect([path, linksIn(text, "header").at(-1)]).toEqual([path, ["/find", "My booking"]]);
    expect([path, linksIn(text, "footer").at(-1)]).toEqual([path, ["/admin", "For organisers"]]);
  }
  const { text } = await site(`/e/${event.slug}?lng=de`);
  expect(linksIn(text, "header").at(-1)).toEqual(["/find", "Meine Buchung"]);
  expect(linksIn(text, "footer")).toContainEqual(["https://club.example/privacy", "Datenschutz"]);
});
