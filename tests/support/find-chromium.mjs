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
 * The path of a Chromium to test with, or undefined: $CHROMIUM_PATH, else Playwright's own, else a system's. A
 * CHROMIUM_PATH that cannot be run throws, rather than letting another browser take its place unseen.
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
 * The path of a Chromium that has no window to draw, which takes a third less time, or undefined. It shows no pages of
 * its own and gives the focus to no frame of another site. CHROMIUM_PATH names the browser for everything.
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
