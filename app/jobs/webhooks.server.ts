import type { Relay } from "#app/notifications/relay.server.ts";
import { deleteOldDeliveries, outboxLag } from "#app/webhooks/clean-up.server.ts";
import { type CourierNeeds, createCourier } from "#app/webhooks/courier.server.ts";
import { sendNotices } from "#app/webhooks/disabled-notice.server.tsx";
import { fanOutCancelledEvents } from "#app/webhooks/fan-out.server.ts";
import { every, HOUR, type PeriodicJob, SECOND_MS } from "./every.ts";

export interface WebhookNeeds extends Pick<CourierNeeds, "outgoing" | "attempted" | "gaveUp"> {
  /** Receives, every 10 seconds, how many seconds the oldest pending mail or webhook is overdue. */
  lagging(seconds: number): void;
}

/** Starts the periodic jobs of webhooks. A separate job copies their rows from the outbox. */
export function startWebhooks(relay: Relay, needs: WebhookNeeds): PeriodicJob {
  const { db, log, signer } = relay;
  const courier = createCourier({ ...needs, db, log, signer }, () => deliver.wake());
  const deliver = every(SECOND_MS, log, "webhooks", async () => {
    while ((await courier.deliverDue()) > 0);
  });
  const seldom = every(10 * SECOND_MS, log, "webhook notices", async () => {
    await fanOutCancelledEvents(db);
    await sendNotices(relay);
    needs.lagging(await outboxLag(db));
  });
  const tidy = every(HOUR, log, "old webhooks", () => deleteOldDeliveries(db));
  return {
    wake: deliver.wake,
    async stop() {
      await Promise.all([deliver, seldom, tidy].map((job) => job.stop()));
      await courier.idle();
    },
  };
}
