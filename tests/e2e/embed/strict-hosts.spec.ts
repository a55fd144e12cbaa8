import { expect } from "@playwright/test";
import { someGuest } from "../support/booking-steps.ts";
import {
  bookInFrame,
  frameOf,
  ON_HTTPS_SITES,
  putHost,
  slugOf,
  test,
  waitForSaid,
} from "./https-sites-test.ts";

const FALLBACK = "Booking form couldn’t load here. Open it in a new tab.";

test.describe("a site that may not show the form @desktop", () => {
  test.use({ allowed: async ({}, use) => use([ON_HTTPS_SITES, /frame-ancestors|refused to|violates/i]) });

  test("shows the way to it within eight seconds, and one that may shows the form (5)", async ({
    page,
    sites,
    makeEvent,
    organiser,
  }) => {
    const event = await makeEvent();
    const form = {
      name: "My site",
      mode: "inline",
      theme: "auto",
      font: "brand",
      success: "stay",
      label: "Book",
      stock: "",
      locale: "",
      seats: "",
      position: "bottom-end",
      intent: "save",
      sites: hostOf(sites.put("host.test", "")),
    };
    const saved = await organiser.post(`${event.adminPath}/embed`, { form, maxRedirects: 0 });
    expect(saved.status()).toBe(303);
    const slug = slugOf(event);
    await page.goto(putHost(sites, slug, { site: "evil.test" }));
    await expect(page.getByRole("link", { name: FALLBACK })).toHaveAttribute(
      "href",
      `${sites.reservo}/e/${slug}`,
      {
        timeout: 9_500,
      },
    );
    await page.goto(putHost(sites, slug));
    await waitForSaid(page, "ready");
  });
});

const hostOf = (address: string) => new URL(address).origin;

test.describe("strict sites @desktop", () => {
  test("a policy without anything inline is not broken once, up to the booking (9, 10)", async ({
    page,
    sites,
    makeEvent,
    request,
  }) => {
    const slug = slugOf(await makeEvent());
    const versions = await request.get("/embed/v1.0.0.js");
    const { createHash } = await import("node:crypto");
    const integrity = `sha384-${createHash("sha384")
      .update(await versions.body())
      .digest("base64")}`;
    const { reservo } = sites;
    const html = (check: string) =>
      `<!doctype html><html lang="en"><title>Strict</title><link rel="icon" href="data:,">
<script async src="${reservo}/embed/v1.0.0.js" integrity="${check}" crossorigin="anonymous"></script>
<reservo-embed event="${slug}"><a href="${reservo}/e/${slug}">Book</a></reservo-embed></html>`;
    const policy = `default-src 'none'; script-src ${reservo}; frame-src ${reservo}; img-src data:`;
    await page.addInitScript(() => {
      Object.assign(window, { violations: [] as string[] });
      document.addEventListener("securitypolicyviolation", (event) => {
        (window as never as { violations: string[] }).violations.push(event.violatedDirective);
      });
    });
    await page.goto(sites.put("host.test", html(integrity), { "Content-Security-Policy": policy }));
    await bookInFrame(frameOf(page), someGuest());
    expect(await page.evaluate(() => (window as never as { violations: string[] }).violations)).toEqual([]);
  });
});

test.describe("a changed script @desktop", () => {
  test.use({ allowed: async ({}, use) => use([ON_HTTPS_SITES, /integrity/i]) });

  test("does not run where its integrity is named, and the link stays (10)", async ({
    page,
    sites,
    makeEvent,
  }) => {
    const slug = slugOf(await makeEvent());
    const { reservo } = sites;
    await page.goto(
      sites.put(
        "host.test",
        `<!doctype html><html lang="en"><title>Strict</title><link rel="icon" href="data:,">
<script src="${reservo}/embed/v1.0.0.js" integrity="sha384-${"A".repeat(64)}" crossorigin="anonymous"></script>
<reservo-embed event="${slug}"><a href="${reservo}/e/${slug}">Book</a></reservo-embed></html>`,
      ),
    );
    await expect(page.getByRole("link", { name: "Book" })).toBeVisible();
    await expect(page.locator("iframe")).toHaveCount(0);
  });
});

test.describe("sandboxed frames @desktop", () => {
  test.use({ allowed: async ({}, use) => use([ON_HTTPS_SITES, /status of 403|origin .null./i]) });

  test("with their own origin they book; without it they say so and lead out (11)", async ({
    page,
    sites,
    makeEvent,
  }) => {
    const slug = slugOf(await makeEvent());
    const frame = (sandbox: string) =>
      `<iframe src="${sites.reservo}/embed/${slug}" title="Book" width="100%" height="900" sandbox="${sandbox}"></iframe>`;
    const documented =
      "allow-same-origin allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox";
    await page.goto(putHost(sites, slug, { body: frame(documented) }));
    await bookInFrame(page.frameLocator("iframe"), someGuest());

    await page.goto(putHost(sites, slug, { body: frame("allow-scripts allow-forms allow-popups") }));
    const nobody = page.frameLocator("iframe");
    await nobody.getByRole("button", { name: /^Book/ }).click();
    await expect(nobody.getByRole("alert")).toContainText("couldn’t verify this form", {
      timeout: 15_000,
    });
    await expect(nobody.getByRole("link", { name: "Open the event page" })).toHaveAttribute(
      "target",
      "_blank",
    );
  });
});

test.describe("pages that nobody may frame @desktop", () => {
  test.use({ allowed: async ({}, use) => use([ON_HTTPS_SITES, /frame-ancestors|refused to|chrome-error/i]) });

  test("the admin, sign-in and a booking's own pages refuse (21)", async ({ page, sites, makeEvent }) => {
    const slug = slugOf(await makeEvent());
    const paths = ["/admin", "/sign-in", "/b/ABCDEFGH?t=x", "/b/ABCDEFGH/manage?t=x", `/e/${slug}`, "/"];
    for (const path of paths) {
      const refused = page.waitForEvent("console", (message) =>
        /frame-ancestors|refused/i.test(message.text()),
      );
      await page.goto(
        sites.put(
          "host.test",
          `<!doctype html><title>x</title><link rel="icon" href="data:,"><iframe src="${sites.reservo}${path}"></iframe>`,
        ),
      );
      await refused;
    }
  });
});
