import { setPriority } from "node:os";
import type { Target } from "./attack.ts";
import { ATTACKS } from "./attacks.ts";

/** Attackers have machines of their own: here they leave the cores to the server and to what measures. */
const LOWEST_PRIORITY = 19;
setPriority(LOWEST_PRIORITY);

/**
 * The process of an attacker, so that its work does not slow down what measures beside it: it gets the finding and the
 * target, attacks, and sends back the faults that it saw.
 */
process.once("message", async ({ finding, target }: { finding: string; target: Target }) => {
  const attack = ATTACKS.find((each) => each.finding === finding);
  const faults = attack ? await attack.run(target).catch(brokenOff) : [`there is no attack ${finding}`];
  process.send?.(faults, () => process.exit(0));
});

function brokenOff(error: unknown): string[] {
  return [`the attack broke off: ${error instanceof Error ? error.message : error}`];
}
