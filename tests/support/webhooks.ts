import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { createOutgoing } from "#app/host/http/outgoing.ts";
import { emptyOutbox } from "#app/jobs/empty-outbox.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { silentLog } from "#app/platform/log.ts";
import { type Courier, createCourier } from "#app/webhooks/courier.server.ts";
import { createEndpoint, currentSecret, type Endpoint } from "#app/webhooks/endpoints.server.ts";
import { EVENT_TYPES, type EventType } from "#app/webhooks/event-types.ts";
import type { Db } from "#db/client.ts";
import { testSigner } from "./ctx.ts";

import { startWebhookReceiver, type WebhookReceiver } from "./webhook-receiver.ts";

/** A short timeout, so that a test of a hanging receiver ends soon. */
const TEST_TIMEOUT_MS = 300;

/** Returns a courier like that of an instance. */
export function testCourier(
  db: Db,
  attempted?: (result: string) => void,
  gaveUp: () => void = () => {},
  timeoutMs = TEST_TIMEOUT_MS,
): Courier {
  const outgoing = createOutgoing({ allowLoopback: true, timeoutMs });
  return createCourier({
    db,
    outgoing,
    signer: testSigner,
    log: silentLog,
    gaveUp,
    ...(attempted && { attempted }),
  });
}

/** Copies the outbox and delivers what is due, until nothing is due any more. */
export async function deliverAll(db: Db, courier: Courier = testCourier(db)): Promise<void> {
  let more: boolean;
  do {
    const copied = await emptyOutbox(db);
    const taken = await courier.deliverDue();
    await courier.idle();
    more = copied + taken > 0;
  } while (more);
}

/** Simulates the passing of time for pending deliveries. */
export const makeDue = (db: Db) =>
  db.execute(sql`update webhook_deliveries set due_at = now() - interval '1 second' where state = 'pending'`);

export interface Subscription {
  receiver: WebhookReceiver;
  endpoint: Endpoint;
  /** The secret that signs its deliveries. */
  secret: string;
}

/** Starts a receiver and creates an endpoint for it that receives all event types unless some are given. */
export async function subscribeReceiver(
  ctx: Ctx,
  types: readonly EventType[] = EVENT_TYPES,
): Promise<Subscription> {
  const receiver = await startWebhookReceiver();
  const url = `${receiver.url}/${randomUUID()}`;
  const made = await createEndpoint(ctx, { url, description: "", types });
  if (!made.ok) throw new Error(made.refusal);
  return { receiver, endpoint: made.endpoint, secret: currentSecret(ctx, made.endpoint) };
}
