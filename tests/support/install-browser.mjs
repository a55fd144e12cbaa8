// Runs before the browser tests to ensure that there is a Chromium. Installs one where that needs no confirmation, on Debian
// and Ubuntu as root; elsewhere it prints what to install.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { findChromium } from "./find-chromium.mjs";

const APT = "/usr/bin/apt-get";
const ADVICE =
  "The browser tests need Chromium: install the package `chromium` (or run `npx playwright install chromium`), or set CHROMIUM_PATH.";

try {
  if (!findChromium() && process.getuid?.() === 0 && existsSync(APT)) {
    console.info("Installing Chromium for the browser tests…");
    run(APT, "update");
    run(APT, "install", "-y", "--no-install-recommends", "chromium");
    // A package of Debian, but not of Ubuntu; the tests take a third longer without it.
    spawnSync(APT, ["install", "-y", "--no-install-recommends", "chromium-headless-shell"], {
      stdio: "ignore",
    });
  }
  const path = findChromium();
  if (!path) throw new Error(ADVICE);
  // The package of some systems is a script that only explains how to get the real program.
  if (!answersItsVersion(path)) throw new Error(`${path} exists but does not start. ${ADVICE}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/**
 * @param {string} command
 * @param {string[]} words
 */
function run(command, ...words) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const { status } = spawnSync(command, words, { stdio: ["ignore", "inherit", "inherit"], env });
  if (status !== 0) throw new Error(`\`${command} ${words.join(" ")}\` failed. ${ADVICE}`);
}

/** @param {string} path */
function answersItsVersion(path) {
  return spawnSync(path, ["--version"], { timeout: 30_000, stdio: "ignore" }).status === 0;
}
