import "#tests/support/node-runtime.ts";
import { once } from "node:events";
import { runShare, type Share } from "./share.ts";

/** One of several processes of a round: says when it is warm, waits for the others, and answers what it has measured. */
const share: Share = JSON.parse(process.argv[2] ?? "");
const tally = await runShare(share, async () => {
  process.send?.("warm");
  await once(process, "message");
});
process.send?.(tally, () => process.disconnect());
