import { and, eq, sql } from "drizzle-orm";
import { now } from "#app/platform/clock.ts";
import { type CtxParts, systemCtx } from "#app/platform/ctx.ts";
import type { Outgoing, OutgoingAnswer } from "#app/platform/outgoing.ts";
import { type Db, databaseError, isTransient } from "#db/client.ts";
import { webhookDeliveries } from "#db/schema/index.ts";
import { payloadOf } from "./payload.server.ts";
import { settleDelivery } from "./settle-delivery.server.ts";
import { secretOf, signedHeaders } from "./signature.ts";
import { type TakenDelivery, takeDeliveries } from "./take-deliveries.server.ts";

export interface CourierNeeds extends CtxParts {
  outgoing: Outgoing;
  /** Called for each attempt with the response's status, or the error code if there was no response. */
  attempted?(result: string): void;
  /** Called for each delivery that is given up. */
  gaveUp?(): void;
}

export interface Courier {
  /** Starts the deliveries that are due and returns their number, without waiting for them. */
  deliverDue(): Promise<number>;
  /** Resolves when no delivery is in flight. */
  idle(): Promise<void>;
}

/** Failing endpoints have separate slots, so that slow ones never delay the healthy ones. */
const SLOTS = { healthy: 24, failing: 8 };

/**
 * Creates a worker that delivers webhooks, concurrently with those of other instances. A delivery interrupted by a crash is
 * retried under the same id when its lease ends. `settled` is called whenever a slot becomes free.
 */
export function createCourier(needs: CourierNeeds, settled = () => {}): Courier {
  const lanes = [
    { failing: false, slots: SLOTS.healthy, inFlight: new Map<Promise<void>, string>() },
    { failing: true, slots: SLOTS.failing, inFlight: new Map<Promise<void>, string>() },
  ];
  const take = async ({ failing, slots, inFlight }: (typeof lanes)[number]) => {
    const limit = slots - inFlight.size;
    if (limit <= 0) return 0;
    const taken = await takeDeliveries(needs.db, { failing, limit, inFlight: counted(inFlight.values()) });
    for (const each of taken) {
      const done = deliver(needs, each).finally(() => {
        inFlight.delete(done);
        settled();
      });
      inFlight.set(done, each.endpointId);
    }
    return taken.length;
  };
  return {
    async deliverDue() {
      let number = 0;
      for (const lane of lanes) number += await take(lane);
      return number;
    },
    async idle() {
      while (lanes.some((lane) => lane.inFlight.size > 0)) {
        await Promise.all(lanes.flatMap((lane) => [...lane.inFlight.keys()]));
      }
    },
  };
}

function counted(ids: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const id of ids) counts[id] = (counts[id] ?? 0) + 1;
  return counts;
}

/** Delivers once. Never throws: a delivery whose result could not be stored is retried when its lease ends. */
async function deliver(needs: CourierNeeds, taken: TakenDelivery): Promise<void> {
  const { db, log, attempted, gaveUp } = needs;
  try {
    const body = await bodyOrNothing(needs, taken);
    if (body === undefined) return await drop(db, taken);
    const answer = await send(needs, taken, body);
    attempted?.(String("code" in answer ? answer.code : answer.error));
    const state = await settleDelivery(db, taken, answer);
    if (state === "failed" && taken.kind === "delivery") gaveUp?.();
  } catch (error) {
    const { endpointId, eventId } = taken;
    log.error({ err: error, endpointId, eventId }, "a webhook delivery failed and will be retried");
  }
}

async function send(
  { outgoing, signer }: CourierNeeds,
  taken: TakenDelivery,
  body: string,
): Promise<OutgoingAnswer> {
  const { organizationId, endpointId: id, eventId, url, secretNumbers } = taken;
  const secrets = secretNumbers.map((number) => secretOf(signer, { organizationId, id }, number));
  const timestamp = Math.floor(now().getTime() / 1_000);
  const headers = await signedHeaders(secrets, { id: eventId, timestamp, body });
  return outgoing.post({ url, headers, body });
}

const rowOf = ({ organizationId, endpointId, eventId }: TakenDelivery) =>
  and(
    eq(webhookDeliveries.organizationId, organizationId),
    eq(webhookDeliveries.endpointId, endpointId),
    eq(webhookDeliveries.eventId, eventId),
  );

const MAX_COMPOSE_ATTEMPTS = 5;

/**
 * Returns the body; undefined if its subject no longer exists or composing it fails permanently, so that it does not block
 * later deliveries. Throws transient errors.
 */
async function bodyOrNothing(needs: CourierNeeds, taken: TakenDelivery): Promise<string | undefined> {
  try {
    return await bodyOf(needs, taken);
  } catch (error) {
    const mayPass = databaseError(error) !== undefined && taken.attempts < MAX_COMPOSE_ATTEMPTS;
    if (isTransient(error) || mayPass) throw error;
    const { endpointId, eventId } = taken;
    needs.log.error(
      { err: error, endpointId, eventId },
      "a webhook payload could not be composed; giving up",
    );
    if (taken.kind === "delivery") needs.gaveUp?.();
    return undefined;
  }
}

/** Returns the stored body, or composes and stores it, so that every attempt sends the same. */
async function bodyOf(needs: CourierNeeds, taken: TakenDelivery): Promise<string | undefined> {
  if (taken.body !== null) return taken.body;
  const made = await payloadOf(systemCtx(needs, taken.organizationId), taken);
  if (made === undefined) return undefined;
  const [kept] = await needs.db
    .update(webhookDeliveries)
    .set({ body: sql`coalesce(${webhookDeliveries.body}, ${made})` })
    .where(rowOf(taken))
    .returning({ body: webhookDeliveries.body });
  return kept?.body ?? undefined;
}

/** Marks a delivery as failed because there is nothing to send. */
async function drop(db: Db, taken: TakenDelivery): Promise<void> {
  await db.update(webhookDeliveries).set({ state: "failed" }).where(rowOf(taken));
}
