import type { Relay } from "#app/notifications/relay.server.ts";
import { deleteOldDeliveries, outboxLag } from "#app/notifications/webhooks/clean-up.server.ts";
import { type CourierNeeds, createCourier } from "#app/notifications/webhooks/courier.server.ts";
import { sendNotices } from "#app/notifications/webhooks/disabled-notice.server.tsx";
import { fanOut, fanOutCancelledEvents } from "#app/notifications/webhooks/fan-out.server.ts";
import { every, HOUR, type Repeated, SECOND } from "./every.ts";

export interface WebhookNeeds extends Pick<CourierNeeds, "outgoing" | "secret" | "attempted" | "gaveUp"> {
  /** Told now and then for how many seconds something has been due that nobody has begun. */
  lagging(seconds: number): void;
}

/**
 * What webhooks need by the clock. Copying what the outbox holds has a loop of its own beside the relay's, which a slow
 * mail server may hold up.
 */
export function startWebhooks(relay: Relay, needs: WebhookNeeds): Repeated {
  const { db, log } = relay;
  const courier = createCourier({ ...needs, db, log }, () => deliver.wake());
  const deliver = every(SECOND, log, "webhooks", async () => {
    let more: boolean;
    do {
      const copied = await fanOut(db);
      more = (await courier.deliverDue()) > 0 || copied > 0;
    } while (more);
  });
  const seldom = every(10 * SECOND, log, "webhook notices", async () => {
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
