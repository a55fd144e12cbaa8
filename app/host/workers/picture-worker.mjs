// Plain JavaScript, because it is loaded from its source file and not from the build.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { initWasm, Resvg } from "@resvg/resvg-wasm";

const program = createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm");
const ready = initWasm(readFileSync(program));
const fontBuffers = workerData.fonts.map((file) => new Uint8Array(readFileSync(file)));

async function draw({ svg }) {
  await ready;
  const drawing = new Resvg(svg, { font: { fontBuffers, defaultFontFamily: workerData.family } });
  const picture = drawing.render();
  const png = picture.asPng();
  picture.free();
  drawing.free();
  return png;
}

parentPort.on("message", async (task) => {
  try {
    parentPort.postMessage({ id: task.id, value: await draw(task) });
  } catch {
    parentPort.postMessage({ id: task.id, failed: true });
  }
});
