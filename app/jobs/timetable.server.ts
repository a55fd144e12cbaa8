import { gatherClients, RESOURCES_A_ROUND } from "#app/analytics/gather-clients.server.ts";
import { gatherRejections } from "#app/analytics/gather-rejections.server.ts";
import { deleteLapsedSignIns } from "#app/auth/sign-ins.server.ts";
import { deleteLapsedKeys, deleteOldRejections } from "#app/booking/clean-up.server.ts";
import { sweepHolds } from "#app/booking/sweep.server.ts";
import { type Relay, relayDue } from "#app/notifications/relay.server.ts";
import type { Log } from "#app/platform/log.ts";

/** What runs by the clock on every instance. Each job minds by itself that another instance may do the same. */
export interface Timetable {
  /** Runs the relay soon: something was just put into the outbox. */
  wakeRelay(): void;
  /** Resolves when what is running has finished; nothing begins any more. */
  stop(): Promise<void>;
}

export interface TimetableNeeds {
  relay: Relay;
  /** Looks whether the invariants hold. */
  audit(): Promise<void>;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export function startTimetable(needs: TimetableNeeds): Timetable {
  const { relay } = needs;
  const { db, log } = relay;
  const mail = every(SECOND, log, "relay", async () => {
    // A full batch means that there is probably more.
    while ((await relayDue(relay)) >= 20);
  });
  const sweep = every(SECOND, log, "sweep", async () => {
    while ((await sweepHolds({ db, log })) >= 500);
  });
  const clients = every(10 * SECOND, log, "clients", async () => {
    while ((await gatherClients(db)) >= RESOURCES_A_ROUND);
    await gatherRejections(db);
  });
  const audit = every(MINUTE, log, "audit", needs.audit);
  const tidy = every(HOUR, log, "tidy", async () => {
    await deleteLapsedSignIns(db);
    await deleteLapsedKeys(db);
    await deleteOldRejections(db);
  });
  return {
    wakeRelay: mail.wake,
    async stop() {
      await Promise.all([mail, sweep, clients, audit, tidy].map((job) => job.stop()));
    },
  };
}

/** Runs the work again and again with a pause between, or at once when woken. A failure is logged and tried again. */
function every(milliseconds: number, log: Log, job: string, work: () => Promise<void>) {
  let stopped = false;
  let woken = false;
  let ring = () => {};
  const wake = () => {
    woken = true;
    ring();
  };
  const sleep = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      ring = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const loop = async () => {
    while (!stopped) {
      woken = false;
      try {
        await work();
      } catch (error) {
        log.error({ err: error, job }, "a job failed and is tried again");
      }
      if (!stopped && !woken) await sleep();
    }
  };
  const done = loop();
  return {
    wake,
    stop() {
      stopped = true;
      wake();
      return done;
    },
  };
}
