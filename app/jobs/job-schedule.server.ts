import { deleteOldFormResponses } from "#app/admin/form-responses.server.ts";
import { gatherClients, RESOURCES_PER_ROUND } from "#app/analytics/gather-clients.server.ts";
import { gatherRejections } from "#app/analytics/gather-rejections.server.ts";
import { deleteLapsedLinks } from "#app/auth/account/links.server.ts";
import { deleteOldInvitations } from "#app/auth/invitations.server.ts";
import { deleteLapsedSignIns } from "#app/auth/sign-ins.server.ts";
import { deleteLapsedKeys, deleteOldRejections } from "#app/booking/clean-up.server.ts";
import { sweepHolds } from "#app/booking/sweep.server.ts";
import { cancelBookingsOfDates } from "#app/events/end-dates.server.ts";
import { cancelBookingsOfEnded } from "#app/events/end-event.server.ts";
import { saveNextDates } from "#app/events/save-dates-task.server.ts";
import { ACCOUNT_MAIL_BATCH, deleteOldAccountMails } from "#app/mail/account-mails.server.ts";
import { MAIL_BATCH } from "#app/mail/mail-queue.server.ts";
import { sendDueAccountMails } from "#app/notifications/account-relay.server.ts";
import { type Relay, sendDueMails } from "#app/notifications/relay.server.ts";
import { runTasks } from "#app/tasks/run-tasks.server.ts";
import { deleteOldTasks } from "#app/tasks/tasks.server.ts";
import type { Db } from "#db/client.ts";
import { emptyOutbox, OUTBOX_BATCH } from "./empty-outbox.server.ts";
import { every, HOUR, MINUTE, SECOND_MS } from "./every.ts";
import { startWebhooks, type WebhookNeeds } from "./webhooks.server.ts";

/** The periodic jobs, which run on every instance. Each job handles concurrent runs on other instances itself. */
export interface JobSchedule {
  /** Runs the relay at once, after a row was added to the outbox. */
  wakeRelay(): void;
  /** Prevents further runs and resolves when the current runs have finished. */
  stop(): Promise<void>;
}

export interface JobScheduleOptions {
  relay: Relay;
  checkInvariants(): Promise<void>;
  /** Updates the metrics that need a query of the database. */
  observe(): Promise<void>;
  webhooks: WebhookNeeds;
}

/** Minimum interval between rounds of the outbox, so that under load a round takes many rows instead of one or two. */
const OUTBOX_INTERVAL_MS = 100;

/** The handler of each kind of task. */
const TASK_STEPS = { "save-dates": saveNextDates };

/** Starts all periodic jobs. */
export function startJobSchedule(options: JobScheduleOptions): JobSchedule {
  const { relay } = options;
  const { db, log } = relay;
  const webhooks = startWebhooks(relay, options.webhooks);
  const mail = every(SECOND_MS, log, "mail", async () => {
    // After a full batch there are probably more.
    while ((await sendDueMails(relay)) >= MAIL_BATCH);
    while ((await sendDueAccountMails(relay)) >= ACCOUNT_MAIL_BATCH);
  });
  const outbox = every(
    SECOND_MS,
    log,
    "outbox",
    async () => {
      const taken = await emptyOutbox(db);
      if (taken === 0) return false;
      mail.wake();
      webhooks.wake();
      // More rows may have been added since.
      outbox.wake();
      return taken >= OUTBOX_BATCH;
    },
    OUTBOX_INTERVAL_MS,
  );
  const sweep = every(SECOND_MS, log, "sweep", async () => {
    while ((await sweepHolds(relay)) >= 500);
  });
  const ended = every(2 * SECOND_MS, log, "cancelled events and dates", async () => {
    while ((await cancelBookingsOfEnded(relay)) > 0) outbox.wake();
    while ((await cancelBookingsOfDates(relay)) > 0) outbox.wake();
  });
  const tasks = every(SECOND_MS, log, "tasks", () => runTasks({ ...relay, steps: TASK_STEPS }));
  const clients = every(10 * SECOND_MS, log, "clients", async () => {
    while ((await gatherClients(db)) >= RESOURCES_PER_ROUND);
    await gatherRejections(db);
  });
  const observed = every(10 * SECOND_MS, log, "metrics", options.observe);
  const invariants = every(MINUTE, log, "invariant check", options.checkInvariants);
  const tidy = every(HOUR, log, "tidy", () => deleteOldRows(db));
  return {
    wakeRelay() {
      outbox.wake();
      mail.wake();
      webhooks.wake();
    },
    async stop() {
      await Promise.all(
        [outbox, webhooks, mail, sweep, ended, tasks, clients, observed, invariants, tidy].map((job) =>
          job.stop(),
        ),
      );
    },
  };
}

/** Deletes rows whose time is over. */
async function deleteOldRows(db: Db): Promise<void> {
  await deleteLapsedSignIns(db);
  await deleteLapsedLinks(db);
  await deleteOldInvitations(db);
  await deleteLapsedKeys(db);
  await deleteOldRejections(db);
  await deleteOldFormResponses(db);
  await deleteOldTasks(db);
  await deleteOldAccountMails(db);
}
