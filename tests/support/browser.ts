import type { LaunchOptions } from "@playwright/test";
import { findChromium, findHeadlessShell } from "./find-chromium.mjs";

const QUIET = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Returns the options to launch this machine's browser. A test about frames or focus across sites, or with measurements, needs
 * the full browser; the others use the headless shell if it is installed. Throws, with advice, when there is no browser.
 */
export function browserLaunchOptions({ whole = false } = {}): LaunchOptions {
  const executablePath = (whole ? undefined : findHeadlessShell()) ?? findChromium();
  if (executablePath === undefined) {
    throw new Error(
      "No Chromium was found: run `node tests/support/install-browser.mjs`, or set CHROMIUM_PATH.",
    );
  }
  // Chromium's sandbox refuses to start as root, and most containers run the tests as root.
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return { executablePath, args: [...asRoot, ...QUIET] };
}
