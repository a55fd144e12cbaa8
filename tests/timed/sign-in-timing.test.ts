import { expect, test } from "vitest";
import * as signInRoute from "#app/routes/auth/sign-in.tsx";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeUser, TEST_PASSWORD } from "#tests/support/members.ts";
import { requestRoute, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const { organizationId } = await makeOrganization(db);
const ROUNDS = 60;

interface Times {
  known: number[];
  unknown: number[];
}

const percentile = (times: number[], percent: number) =>
  [...times].sort((a, b) => a - b)[Math.floor((times.length * percent) / 100)] ?? Number.NaN;

/** Measures requests about an address with an account and about one without, interleaved, in ms. */
async function measure(request: (isKnown: boolean, round: number) => Promise<unknown>): Promise<Times> {
  const times: Times = { known: [], unknown: [] };
  for (let round = -5; round < ROUNDS; round++) {
    // The order alternates, so that neither is always the second.
    for (const isKnown of round % 2 === 0 ? [true, false] : [false, true]) {
      const startedAt = performance.now();
      await request(isKnown, round);
      if (round >= 0) times[isKnown ? "known" : "unknown"].push(performance.now() - startedAt);
    }
  }
  return times;
}

function report(what: string, { known, unknown }: Times): void {
  const both = (percent: number) =>
    `p${percent} ${percentile(known, percent).toFixed(1)} / ${percentile(unknown, percent).toFixed(1)} ms`;
  console.log(`${what}, known / unknown address: ${both(10)}, ${both(50)}`);
}

/** Loose, for a busy machine: a real difference is the time of a hash, half of the whole or more. */
function expectAlike({ known, unknown }: Times): void {
  const ratio = percentile(unknown, 50) / percentile(known, 50);
  expect(ratio).toBeGreaterThan(0.7);
  expect(ratio).toBeLessThan(1.4);
}

test("a wrong password takes as long for an address without an account as for one with it", async () => {
  const { email } = await makeUser(context, { organizationId, role: "owner" });
  const times = await measure((isKnown, round) => {
    const form = { email: isKnown ? email : `nobody-${round}@example.org`, password: `${TEST_PASSWORD}x` };
    return requestRoute(context, signInRoute, "/sign-in", { form });
  });
  report("sign-in", times);
  expectAlike(times);
}, 120_000);
