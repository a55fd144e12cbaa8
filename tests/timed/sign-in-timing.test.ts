import { expect, test } from "vitest";
import { inviteMember } from "#app/auth/invitations.server.ts";
import * as forgottenPasswordRoute from "#app/routes/auth/forgotten-password.tsx";
import * as joinRoute from "#app/routes/auth/invitation.tsx";
import * as signInRoute from "#app/routes/auth/sign-in.tsx";
import { ctxIn, makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeUser, TEST_PASSWORD } from "#tests/support/members.ts";
import { requestRoute, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const { organizationId } = await makeOrganization(db);

/** Rounds before the measured ones. */
const WARM_UP_ROUNDS = 5;

interface Times {
  known: number[];
  unknown: number[];
}

const percentile = (times: number[], percent: number) =>
  [...times].sort((a, b) => a - b)[Math.floor((times.length * percent) / 100)] ?? Number.NaN;

/** Measures requests about an address with an account and about one without, interleaved, in ms. */
async function measure(
  rounds: number,
  request: (isKnown: boolean, round: number) => Promise<unknown>,
): Promise<Times> {
  const times: Times = { known: [], unknown: [] };
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
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
  const times = await measure(60, (isKnown, round) => {
    const form = { email: isKnown ? email : `nobody-${round}@example.org`, password: `${TEST_PASSWORD}x` };
    return requestRoute(context, signInRoute, "/sign-in", { form });
  });
  report("sign-in", times);
  expectAlike(times);
}, 120_000);

test("asking for a new password takes as long for an address without an account as for one with it", async () => {
  const rounds = 20;
  // A new account each time, since each gets three mails per hour.
  const known = await Promise.all(
    Array.from({ length: rounds + WARM_UP_ROUNDS }, () =>
      makeUser(context, { organizationId, role: "viewer" }),
    ),
  );
  const times = await measure(rounds, (isKnown, round) => {
    const email = isKnown ? known[round + WARM_UP_ROUNDS]?.email : `nobody-${round}@example.org`;
    return requestRoute(context, forgottenPasswordRoute, "/forgotten-password", {
      form: { email: email ?? "" },
    });
  });
  report("reset", times);
  expectAlike(times);
}, 120_000);

test("joining takes as long with an address that has an account as with a new one", async () => {
  const rounds = 20;
  const { userId, email } = await makeUser(context, { organizationId, role: "owner" });
  const ctx = ctxIn(db, organizationId, { kind: "member", id: userId });
  const paths: string[] = [];
  for (let made = 0; made < 2 * (rounds + WARM_UP_ROUNDS); made++) {
    const invited = await inviteMember(ctx, {
      email: null,
      role: "viewer",
      eventIds: [],
      days: 7,
      locale: "en",
    });
    if (invited.ok) paths.push(invited.path);
  }
  const times = await measure(rounds, (isKnown, round) => {
    const address = isKnown ? email : `joins-${round}@example.org`;
    const form = { intent: "create", name: "Ada", password: "lantern-otter-93", email: address };
    return requestRoute(context, joinRoute, paths.pop() ?? "", { form });
  });
  report("invitation", times);
  expectAlike(times);
}, 120_000);
