import { gzipSync } from "node:zlib";
import { expect } from "@playwright/test";
import { frameOf, putHost, slugOf, test, waitForSaid } from "./https-sites-test.ts";

test.describe("what a form costs its host @desktop", () => {
  test("the script is four kilobytes at most, and the page does not shift when the form comes (19)", async ({
    page,
    sites,
    makeEvent,
    request,
  }) => {
    const script = await (await request.get("/embed/v1.js")).body();
    expect(gzipSync(script, { level: 9 }).length).toBeLessThanOrEqual(4_096);
    await page.addInitScript(() => {
      const measured = { shift: 0 };
      Object.assign(window, { measured });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          measured.shift += (entry as never as { value: number }).value;
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    const event = await makeEvent({ seats: [3] });
    await page.goto(putHost(sites, slugOf(event), { attributes: 'hide="description,image"' }));
    await waitForSaid(page, "ready");
    await expect(frameOf(page).getByRole("button", { name: /^Book/ })).toBeVisible();
    await expect(frameOf(page).locator(".seats-left")).toBeVisible();
    await expect(frameOf(page).locator(".seats, .seat-bar")).toHaveCount(0);
    const shift = await page.evaluate(
      () => (window as never as { measured: { shift: number } }).measured.shift,
    );
    expect(shift).toBeLessThanOrEqual(0.02);
  });

  test("what a site knows of its visitor is suggested, and is in no address and no header (13)", async ({
    page,
    sites,
    makeEvent,
  }) => {
    const slug = slugOf(await makeEvent());
    const prefill = { name: "Prudence Prefilled", email: "prudence.prefilled@example.org" };
    const before = sites.seen.length;
    await page.goto(putHost(sites, slug, { attributes: `prefill='${JSON.stringify(prefill)}'` }));
    await frameOf(page).getByRole("button", { name: /^Book/ }).click();
    await expect(frameOf(page).getByLabel("Name", { exact: true })).toHaveValue(prefill.name, {
      timeout: 15_000,
    });
    const email = frameOf(page).getByLabel("Email", { exact: true });
    await expect(email).toHaveValue(prefill.email);
    // What is typed over it and was probably meant otherwise is asked about.
    await email.fill("prudence@gmial.com");
    await email.blur();
    await frameOf(page).getByRole("button", { name: "Did you mean prudence@gmail.com?" }).click();
    await expect(email).toHaveValue("prudence@gmail.com");
    const since = sites.seen.slice(before);
    expect(since.length).toBeGreaterThan(3);
    for (const { url, headers } of since) {
      expect(decodeURIComponent(url) + JSON.stringify(headers)).not.toMatch(/prudence|prefilled/i);
    }
    // Form D: the same by the fragment of a plain frame's address.
    const fragment = new URLSearchParams(prefill);
    const src = `${sites.reservo}/embed/${slug}#${fragment}`;
    await page.goto(
      putHost(sites, slug, {
        body: `<iframe id="d" src="${src}" title="Book" width="100%" height="900"></iframe>`,
      }),
    );
    await page.frameLocator("#d").getByRole("button", { name: /^Book/ }).click();
    await expect(page.frameLocator("#d").getByLabel("Name", { exact: true })).toHaveValue(prefill.name, {
      timeout: 15_000,
    });
    expect(sites.seen.slice(before).filter(({ url }) => /prudence/i.test(url))).toEqual([]);
  });
});
