import { chromium } from "@playwright/test";
import { expect, test } from "vitest";
import { startApp } from "#tests/support/app.ts";
import { browserLaunchOptions } from "#tests/support/browser.ts";

test("the embed's script keeps the main thread of its page busy for at most 20 ms", async () => {
  const app = await startApp({ env: { RESERVO_DEMO: "0", RATE_LIMITS: "off" }, readyWithin: 180_000 });
  const browser = await chromium.launch(browserLaunchOptions({ whole: true }));
  try {
    const source = await (await fetch(`${app.url}/embed/v1.js`)).text();
    const times: number[] = [];
    for (let round = 0; round < 3; round++) {
      const page = await browser.newPage();
      await page.setContent("<!doctype html><title>x</title><div></div>");
      const ms = await page.evaluate((code) => {
        const startedAt = performance.now();
        const element = document.createElement("script");
        element.textContent = code;
        document.head.append(element);
        return performance.now() - startedAt;
      }, source);
      times.push(ms);
      await page.close();
    }
    expect(Math.min(...times)).toBeLessThanOrEqual(20);
  } finally {
    await browser.close();
    await app.stop();
  }
}, 240_000);
