import { afterAll, expect, test } from "vitest";
import { hold } from "#app/booking/commands.server.ts";
import { createOutgoing } from "#app/host/http/outgoing.ts";
import { startJobSchedule } from "#app/jobs/job-schedule.server.ts";
import { silentLog } from "#app/platform/log.ts";
import { bookingOf } from "#tests/engine/outcomes.ts";
import { makeOrganization, makeResource, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { readLedger } from "#tests/support/ledger-check.ts";
import { TEST_ORIGIN } from "#tests/support/remix.ts";
import { waitUntil } from "#tests/support/wait-until.ts";

const { db } = await testDatabase();
const jobSchedule = startJobSchedule({
  relay: {
    db,
    mail: { send: async () => {} },
    origin: TEST_ORIGIN,
    signer: testSigner,
    sender: "tests@reservo.example",
    log: silentLog,
  },
  checkInvariants: async () => {},
  observe: async () => {},
  webhooks: { outgoing: createOutgoing({ allowLoopback: true }), lagging() {} },
});
afterAll(() => jobSchedule.stop());

test("the scheduled jobs free the seats of a hold at most two seconds after its deadline", async () => {
  const ctx = await makeOrganization(db);
  const ids = [await makeResource(ctx), await makeResource(ctx)];
  const claims = ids.map((resourceId) => ({ resourceId, quantity: 3 }));
  const { expiresAt } = bookingOf(await hold(ctx, { claims, clientId: "client", seconds: 1 }));
  for (const id of ids) {
    const freed = await waitUntil("the seats to be freed", async () =>
      (await readLedger(db, { ...ctx, id })).find((row) => row.kind === "freed"),
    );
    const lateMs = Number(freed.at) - (expiresAt ?? Number.NaN);
    expect(lateMs).toBeGreaterThanOrEqual(0);
    expect(lateMs).toBeLessThan(2_000);
  }
});
