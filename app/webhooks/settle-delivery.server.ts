import { and, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { newId } from "#app/platform/ids.ts";
import type { OutgoingAnswer } from "#app/platform/outgoing.ts";
import { owned } from "#app/platform/owned.ts";
import type { Db, Tx } from "#db/client.ts";
import { webhookAttempts, webhookDeliveries, webhookEndpoints } from "#db/schema/index.ts";
import type { TakenDelivery } from "./take-deliveries.server.ts";

/** Backoff of failed deliveries: the delay in seconds after each attempt. The last one repeats until the delivery is given up. */
const RETRY_DELAYS_SECONDS = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400];
const GIVE_UP_AFTER_HOURS = 24;
const DISABLE_AFTER_DAYS = 3;
/** The status with which a receiver unsubscribes. */
const STATUS_GONE = 410;

const isSuccess = (answer: OutgoingAnswer) => "code" in answer && answer.code >= 200 && answer.code < 300;

/**
 * Records an attempt and its consequence: delivered, retried later, or given up. Returns the new state of the delivery;
 * undefined if the endpoint was deleted in the meantime.
 */
export function settleDelivery(
  db: Db,
  taken: TakenDelivery,
  answer: OutgoingAnswer,
): Promise<string | undefined> {
  return db.transaction(async (tx) => {
    const state = await changeDelivery(tx, taken, answer);
    if (state === undefined) return undefined;
    const { organizationId, endpointId, eventId, kind } = taken;
    const result = "code" in answer ? answer : { code: null, error: answer.error, response: "" };
    await tx.insert(webhookAttempts).values({
      organizationId,
      id: newId(),
      endpointId,
      eventId,
      kind,
      at: sql`now()`,
      error: null,
      ...result,
      latencyMs: answer.latencyMs,
    });
    if (isSuccess(answer)) await recordSuccess(tx, taken);
    else if (kind === "delivery") await recordFailure(tx, taken, answer);
    return state;
  });
}

async function changeDelivery(tx: Tx, taken: TakenDelivery, answer: OutgoingAnswer) {
  const [changed] = await tx
    .update(webhookDeliveries)
    .set(isSuccess(answer) ? { state: "delivered" } : retryOrFail(taken))
    .where(
      and(
        eq(webhookDeliveries.organizationId, taken.organizationId),
        eq(webhookDeliveries.endpointId, taken.endpointId),
        eq(webhookDeliveries.eventId, taken.eventId),
      ),
    )
    .returning({ state: webhookDeliveries.state });
  return changed?.state;
}

/** Returns the state after a failure. The retry delay has ±10 % jitter, so that deliveries do not retry in lockstep. */
function retryOrFail({ kind, attempts }: TakenDelivery): { state: "failed" } | { state: SQL; dueAt: SQL } {
  if (kind !== "delivery") return { state: "failed" };
  const seconds = RETRY_DELAYS_SECONDS[Math.min(attempts, RETRY_DELAYS_SECONDS.length) - 1] ?? 0;
  const dueAt = sql`now() + make_interval(secs => ${seconds} * (0.9 + random() * 0.2))`;
  const tooLate = sql`now() + make_interval(secs => ${seconds})
    > ${webhookDeliveries.createdAt} + make_interval(hours => ${GIVE_UP_AFTER_HOURS})`;
  return { state: sql`case when ${tooLate} then 'failed' else 'pending' end`, dueAt };
}

const endpointOf = ({ organizationId, endpointId }: TakenDelivery) =>
  owned(webhookEndpoints, { organizationId }, endpointId);

async function recordSuccess(tx: Tx, taken: TakenDelivery): Promise<void> {
  await tx
    .update(webhookEndpoints)
    .set({ failingSince: null })
    .where(and(endpointOf(taken), isNotNull(webhookEndpoints.failingSince)));
}

/** Records a failure. Disables the endpoint after days without a success or after a 410, and queues the notice about it. */
async function recordFailure(tx: Tx, taken: TakenDelivery, answer: OutgoingAnswer): Promise<void> {
  await tx
    .update(webhookEndpoints)
    .set({ failingSince: sql`now()` })
    .where(and(endpointOf(taken), isNull(webhookEndpoints.failingSince)));
  const gone = "code" in answer && answer.code === STATUS_GONE;
  const tooLong = sql`${webhookEndpoints.failingSince} < now() - make_interval(days => ${DISABLE_AFTER_DAYS})`;
  await tx
    .update(webhookEndpoints)
    .set({
      state: "disabled",
      disabledReason: gone ? "gone" : "failing",
      disabledAt: sql`now()`,
      noticeDueAt: sql`now()`,
      updatedAt: sql`now()`,
    })
    .where(and(endpointOf(taken), eq(webhookEndpoints.state, "active"), gone ? undefined : tooLong));
}
