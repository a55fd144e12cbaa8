import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { cancel } from "#app/booking/commands.server.ts";
import { OutcomeUnknown, Overloaded } from "#app/booking/refusals.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import type { Db } from "#db/client.ts";
import { bookingOf, times } from "#tests/engine/outcomes.ts";
import { bookSome, makeResource } from "#tests/support/ctx.ts";

/** How long the bookings go on. */
const RUN_MS = 3_000;
const PAUSE_MS = 150;

/** Terminates three backends of the instance every 150 ms until it is stopped; then answers how many there were. */
function terminateAgainAndAgain(db: Db): () => Promise<number> {
  const rounds: Promise<number>[] = [];
  const timer = setInterval(() => rounds.push(terminateThree(db)), PAUSE_MS);
  return async () => {
    clearInterval(timer);
    return (await Promise.all(rounds)).reduce((sum, each) => sum + each, 0);
  };
}

async function terminateThree(db: Db): Promise<number> {
  const rows = await db.execute(sql`
    select pg_terminate_backend(pid) from (select pid from pg_stat_activity
      where datname = current_database() and application_name = 'reservo' order by random() limit 3) unlucky`);
  return rows.length;
}

interface Answers {
  /** By booking, the fate that was acknowledged last. */
  fates: Map<string, "confirmed" | "cancelled">;
  slowestMs: number;
  /** Calls that ended as overloaded or with an unknown outcome. */
  troubles: number;
  terminated: number;
}

/** Waits for an answer, whichever it is, and remembers how long the slowest took. */
async function timed<T>(said: Answers, answer: Promise<T>): Promise<T> {
  const since = performance.now();
  try {
    return await answer;
  } finally {
    said.slowestMs = Math.max(said.slowestMs, performance.now() - since);
  }
}

/** Books and cancels until the moment, and remembers what it was told. */
async function beCustomer(moment: number, ctx: Ctx, ids: string[], said: Answers): Promise<void> {
  for (let round = 0; performance.now() < moment; round++) {
    try {
      const booking = bookingOf(await timed(said, bookSome(ctx, ids[round % ids.length] ?? "")));
      said.fates.set(booking.id, "confirmed");
      if (round % 3 === 0) {
        const outcome = await timed(said, cancel(ctx, { bookingId: booking.id }));
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

/**
 * Lets forty customers book and cancel on an instance while its backends are terminated again and again, and returns
 * what they were answered. `ctx` has the database of the observer, `instance` that of the instance.
 */
export async function bookWhileBackendsEnd(ctx: Ctx, instance: Db): Promise<Answers> {
  const ids = await times(4, () => makeResource(ctx, { capacity: 1_000_000 }));
  const said: Answers = { fates: new Map(), slowestMs: 0, troubles: 0, terminated: 0 };
  const until = performance.now() + RUN_MS;
  const customers = times(40, (index) =>
    beCustomer(until, { ...ctx, db: instance }, [ids[index % 4] ?? "", ids[(index + 1) % 4] ?? ""], said),
  );
  const stop = terminateAgainAndAgain(ctx.db);
  await customers.finally(async () => {
    said.terminated = await stop();
  });
  return said;
}
