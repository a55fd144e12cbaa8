import { putViews } from "#app/availability/cache.server.ts";
import type { View } from "#app/availability/view.ts";
import type { Ctx, TxCtx } from "#app/platform/ctx.ts";
import { newId } from "#app/platform/ids.ts";
import { sha256 } from "#app/platform/sha256.ts";
import type { Db } from "#db/client.ts";
import { PerDatabase } from "#db/per-database.ts";
import { Dispatcher, type EngineOptions, USUAL_OPTIONS } from "./dispatcher.server.ts";
import type { Command } from "./internal/deciding/decision.ts";
import type { Accepted, Attachment, Idempotency, Outcome, Request } from "./request.ts";
import { type Resource, remaining } from "./world.ts";

/** An instance has one engine a database, so that tests and instances in one process never share queues. */
const engines = new PerDatabase<Dispatcher>();

/** Sets how the engine of a database works; without it, it works as usual. */
export function setUpEngine(db: Db, options: Partial<EngineOptions> = {}): void {
  engines.set(db, makeEngine(db, options));
}

export interface Extras {
  attachment?: Attachment;
  idempotency?: Idempotency;
  /** False where the guest gets no mail of it. */
  notify?: boolean;
  /** See `AlsoWrite`. */
  alsoWrite?: (tx: TxCtx, accepted: Accepted) => Promise<void>;
}

/** Hands a command to the engine and waits for its answer. */
export function run(ctx: Ctx, command: Command, { alsoWrite, ...extras }: Extras = {}): Promise<Outcome> {
  let engine = engines.get(ctx.db);
  if (!engine) {
    engine = makeEngine(ctx.db, {});
    engines.set(ctx.db, engine);
  }
  const request: Request = { requestId: newId(), command, actor: ctx.actor, ...extras };
  if (alsoWrite) {
    request.alsoWrite = (tx, accepted) => alsoWrite({ ...ctx, db: tx, tx }, accepted);
    // The key is written in the same transaction: where its commit was lost, the next attempt finds whether it was done.
    request.idempotency ??= ownKeyOf(request.requestId);
  }
  return engine.submit(ctx.organizationId, request);
}

function ownKeyOf(requestId: string): Idempotency {
  const hash = sha256(requestId);
  return { keyHash: hash, fingerprint: hash };
}

/** How many commands wait in this instance's engine of the database. */
export function waitingIn(db: Db): number {
  return engines.get(db)?.waiting ?? 0;
}

/** What a commit of this instance has left goes into its cache, so that whoever booked sees it at once. */
function makeEngine(db: Db, options: Partial<EngineOptions>): Dispatcher {
  const all = { ...USUAL_OPTIONS, ...options };
  return new Dispatcher(db, {
    ...all,
    onCommit(organizationId, touched) {
      putViews(db, organizationId, touched.map(viewOf));
      all.onCommit(organizationId, touched);
    },
  });
}

function viewOf(resource: Resource): View {
  const { id: resourceId, type, state, capacity, booked, held, version, rules } = resource;
  const { opensAt, closesAt } = rules;
  return {
    resourceId,
    type,
    state,
    capacity,
    booked,
    held,
    version,
    opensAt,
    closesAt,
    remaining: remaining(resource),
  };
}
