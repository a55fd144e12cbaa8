import type { LaunchOptions } from "@playwright/test";
import { findChromium } from "./find-chromium.mjs";

const QUIET = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** How to launch the browser of this machine. Throws when there is none, and says what to do. */
export function browserLaunchOptions(): LaunchOptions {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    throw new Error(
      "No Chromium was found: run `node tests/support/install-browser.mjs`, or set CHROMIUM_PATH.",
    );
  }
  // Chromium's sandbox refuses to start as root, which is who runs the tests in most containers.
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return { executablePath, args: [...asRoot, ...QUIET] };
}
