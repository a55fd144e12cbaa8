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
 * How to launch the browser of this machine. A test that is about frames or focus across sites, or that measures, asks
 * for the whole browser; the others take the lighter one where it is there. Throws when there is none, and says what to
 * do.
 */
export function browserLaunchOptions({ whole = false } = {}): LaunchOptions {
  const executablePath = (whole ? undefined : findHeadlessShell()) ?? findChromium();
  if (executablePath === undefined) {
    throw new Error(
      "No Chromium was found: run `node tests/support/install-browser.mjs`, or set CHROMIUM_PATH.",
    );
  }
  // Chromium's sandbox refuses to start as root, which is who runs the tests in most containers.
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return { executablePath, args: [...asRoot, ...QUIET] };
}
