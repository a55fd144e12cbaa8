import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { cancel } from "#app/booking/commands.server.ts";
import { OutcomeUnknown, Overloaded } from "#app/booking/refusals.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { bookingOf, expectInvariants, times } from "#tests/engine/answers.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { expectSoundLedger } from "#tests/support/ledger-check.ts";
import { anotherInstance } from "./instances.ts";

const database = await testDatabase();
const retried: string[] = [];
const victim = anotherInstance(database.url, { observe: { retried: (reason) => void retried.push(reason) } });

/** Terminates three backends of the instance every 150 ms until it is stopped; then answers how many there were. */
function terminateAgainAndAgain(): () => Promise<number> {
  const rounds: Promise<number>[] = [];
  const timer = setInterval(() => rounds.push(terminateThree()), 150);
  return async () => {
    clearInterval(timer);
    return (await Promise.all(rounds)).reduce((sum, each) => sum + each, 0);
  };
}

async function terminateThree(): Promise<number> {
  const rows = await database.db.execute(sql`
    select pg_terminate_backend(pid) from (select pid from pg_stat_activity
      where datname = current_database() and application_name = 'reservo' order by random() limit 3) unlucky`);
  return rows.length;
}

interface Said {
  /** By booking, what its last acknowledgement said. */
  fates: Map<string, "confirmed" | "cancelled">;
  slowest: number;
  troubles: number;
}

/** Waits for an answer, whichever it is, and remembers how long the slowest took. */
async function timed<T>(said: Said, answer: Promise<T>): Promise<T> {
  const since = performance.now();
  try {
    return await answer;
  } finally {
    said.slowest = Math.max(said.slowest, performance.now() - since);
  }
}

/** Books and cancels until the moment, and remembers what it was told. */
async function beCustomer(moment: number, ctx: Ctx, ids: string[], said: Said): Promise<void> {
  for (let round = 0; performance.now() < moment; round++) {
    try {
      const booking = bookingOf(await timed(said, bookSome(ctx, ids[round % ids.length] ?? "")));
      said.fates.set(booking.id, "confirmed");
      if (round % 3 === 0) {
        const outcome = await timed(said, cancel(ctx, { bookingId: booking.id, byAttendee: true }));
        // Asked once, so that a refusal would mean that its own cancelling was taken for somebody else's.
        expect(outcome).toMatchObject({ ok: true, booking: { fate: "cancelled" } });
        said.fates.set(booking.id, "cancelled");
      }
    } catch (error) {
      if (!(error instanceof Overloaded || error instanceof OutcomeUnknown)) throw error;
      said.troubles += 1;
    }
  }
}

test("backends that are terminated under the batches cost nobody an answer, a seat or an acknowledged booking", async () => {
  const ctx = await makeOrganization(database.db);
  const ids = await times(4, () => makeResource(ctx, { capacity: 1_000_000 }));
  const there = { ...ctx, db: victim.db };
  const said: Said = { fates: new Map(), slowest: 0, troubles: 0 };
  const until = performance.now() + 3_000;
  const customers = times(40, (index) =>
    beCustomer(until, there, [ids[index % 4] ?? "", ids[(index + 1) % 4] ?? ""], said),
  );
  const stop = terminateAgainAndAgain();
  const terminated = await customers.then(stop, async (error) => {
    await stop();
    throw error;
  });
  console.log(
    `${terminated} backends terminated, ${retried.length} batches started over, ${said.fates.size} bookings ` +
      `acknowledged, ${said.troubles} troubles, the slowest answer after ${Math.round(said.slowest)} ms`,
  );
  expect(retried.length).toBeGreaterThan(3);
  expect(said.slowest).toBeLessThan(5_000);
  const rows = await database.db.execute<{ id: string; fate: string }>(sql`
    select id, fate from bookings where organization_id = ${ctx.organizationId}`);
  const stored = new Map(rows.map((row) => [row.id, row.fate]));
  for (const [id, fate] of said.fates) expect([id, stored.get(id)]).toEqual([id, fate]);
  expect(stored.size - said.fates.size).toBeLessThanOrEqual(said.troubles);
  await expectSoundLedger(database.db, ctx.organizationId);
  await expectInvariants(database, ctx);
});
