import { defineConfig } from "@playwright/test";
import { browserLaunchOptions } from "./tests/support/browser.ts";

/**
 * The built app in a real browser. Every test runs at both sizes, except those tagged @desktop or @phone. One app with
 * the demo data serves all of them (tests/e2e/support/global-setup.ts); a test that needs another starts its own.
 * A test waits for a fifth of its time, so that three keep two cores busy.
 * A trace of every step makes all of it a sixth slower: where a failure needs one, add `--trace retain-on-failure`.
 */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  globalSetup: "./tests/e2e/support/global-setup.ts",
  fullyParallel: true,
  workers: 3,
  retries: 0,
  forbidOnly: true,
  reporter: [["list"]],
  timeout: 30_000,
  expect: { timeout: 5_000 },
  use: {
    browserName: "chromium",
    launchOptions: browserLaunchOptions(),
    screenshot: "only-on-failure",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
  },
  projects: [
    { name: "desktop", use: { viewport: { width: 1280, height: 800 } }, grepInvert: /@phone/ },
    {
      name: "phone",
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
      grepInvert: /@desktop/,
    },
  ],
});
