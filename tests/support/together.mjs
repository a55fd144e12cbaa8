// Runs npm scripts concurrently: `node tests/support/together.mjs "types" "lint build"` runs `lint` and then `build` while
// `types` runs. The output of each is printed when it ends, so that lines of different scripts do not mix. The first failure
// ends all of them.
import { spawn } from "node:child_process";
import { once } from "node:events";

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
let failed = false;

process.once("SIGINT", () => fail(130));
process.once("SIGTERM", () => fail(143));

await Promise.all(process.argv.slice(2).map(runOneAfterTheOther));

/** @param {string} scripts */
async function runOneAfterTheOther(scripts) {
  for (const script of scripts.split(" ")) {
    if (failed) return;
    const child = spawn("npm", ["run", script], { detached: true, stdio: ["ignore", "pipe", "pipe"] });
    running.add(child);
    /** @type {Buffer[]} */
    const printed = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => printed.push(chunk));
    const [code] = await once(child, "close");
    running.delete(child);
    if (failed) return;
    process.stdout.write(Buffer.concat(printed));
    if (code !== 0) fail(code ?? 1);
  }
}

/** @param {number} code */
function fail(code) {
  failed = true;
  process.exitCode = code;
  // A script's programs are a process group, which npm does not end with itself.
  for (const child of running) {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid);
  }
}
