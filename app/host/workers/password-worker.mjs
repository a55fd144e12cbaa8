// Plain JavaScript, because it is loaded from its source file and not from the build.
import { randomBytes } from "node:crypto";
import { parentPort } from "node:worker_threads";
import { argon2id, argon2Verify } from "hash-wasm";

const cost = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32, outputType: "encoded" };

async function hashOrVerify({ password, encoded }) {
  if (encoded === undefined) return argon2id({ ...cost, password, salt: randomBytes(16) });
  return argon2Verify({ password, hash: encoded });
}

parentPort.on("message", async (task) => {
  try {
    parentPort.postMessage({ id: task.id, value: await hashOrVerify(task) });
  } catch {
    // The reason is left out: it could hold the password.
    parentPort.postMessage({ id: task.id, failed: true });
  }
});
