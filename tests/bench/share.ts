import { openDatabase } from "#db/client.ts";
import { baselineOn } from "./baseline.ts";
import { engineOn } from "./engine-subject.ts";
import { runLoad, type Tally } from "./load.ts";
import { SCENARIOS } from "./scenarios.ts";
import type { Implementation } from "./subject.ts";

/** What one process has to do of a round. */
export interface Share {
  scenario: string;
  implementation: Implementation;
  url: string;
  callers: number;
  seed: number;
  warmUpMs: number;
  measureMs: number;
}

/** Connections of a process, as an instance has them by default. */
const POOL = 10;

/** Runs a share in this process, on a pool of its own. `warm` is awaited between warming up and measuring. */
export async function runShare(share: Share, warm?: () => Promise<void>): Promise<Tally> {
  const scenario = SCENARIOS.find((each) => each.name === share.scenario);
  if (!scenario) throw new Error(`There is no scenario ${share.scenario}.`);
  const database = openDatabase({ url: share.url, max: POOL, applicationName: "bench" });
  try {
    const subject = share.implementation === "engine" ? engineOn(database.db) : baselineOn(database.db);
    const prepared = (await scenario.prepare?.(subject)) ?? 0;
    const tally = await runLoad({ ...share, subject, caller: scenario.caller, warm });
    return { ...tally, seats: tally.seats + prepared };
  } finally {
    await database.close();
  }
}
