import { accessSync, constants } from "node:fs";
import { chromium } from "@playwright/test";

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

/** @param {string} path */
function canRun(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
