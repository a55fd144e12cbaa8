import { accessSync, constants } from "node:fs";
import { chromium } from "@playwright/test";

const HEADLESS_SHELL = "/usr/bin/chromium-headless-shell";
const KNOWN_PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * Returns the path of a Chromium to test with, or undefined: $CHROMIUM_PATH, else Playwright's, else a system's. Throws when
 * CHROMIUM_PATH cannot be run, instead of silently using another browser.
 * @returns {string | undefined}
 */
export function findChromium() {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted) {
    if (!canRun(wanted))
      throw new Error(`CHROMIUM_PATH names ${wanted}, which is not a program that can be run.`);
    return wanted;
  }
  return [chromium.executablePath(), ...KNOWN_PLACES].find(canRun);
}

/**
 * Returns the path of a headless Chromium shell, which takes a third less time, or undefined. It opens no windows and does not
 * focus frames of other sites. CHROMIUM_PATH replaces both browsers.
 * @returns {string | undefined}
 */
export function findHeadlessShell() {
  return process.env.CHROMIUM_PATH ? undefined : [HEADLESS_SHELL].find(canRun);
}

/** @param {string} path */
function canRun(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
