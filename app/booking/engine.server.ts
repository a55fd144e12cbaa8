import { cacheViews } from "#app/availability/cache.server.ts";
import { shownCounts, type View } from "#app/availability/view.ts";
import type { Ctx, TxCtx } from "#app/platform/ctx.ts";
import { newId } from "#app/platform/ids.ts";
import { sha256 } from "#app/platform/sha256.ts";
import type { Db } from "#db/client.ts";
import { PerDatabase } from "#db/per-database.ts";
import { DEFAULT_OPTIONS, Dispatcher, type EngineOptions } from "./dispatcher.server.ts";
import type { Command } from "./internal/deciding/decision.ts";
import type { Accepted, Attachment, Idempotency, Outcome, Request } from "./request.ts";
import { type Resource, remaining } from "./world.ts";

/** One engine per database, so that tests and instances in one process never share queues. */
const engines = new PerDatabase<Dispatcher>();

/** Configures the engine of a database. Without this call the defaults apply. */
export function setUpEngine(db: Db, options: Partial<EngineOptions> = {}): void {
  engines.set(db, makeEngine(db, options));
}

export interface Extras {
  attachment?: Attachment;
  idempotency?: Idempotency;
  /** False to send the guest no mail about it. */
  notify?: boolean;
  /** See `AlsoWrite`. */
  alsoWrite?: (tx: TxCtx, accepted: Accepted) => Promise<void>;
}

/** Submits a command to the engine and resolves to its outcome. */
export function run(ctx: Ctx, command: Command, { alsoWrite, ...extras }: Extras = {}): Promise<Outcome> {
  let engine = engines.get(ctx.db);
  if (!engine) {
    engine = makeEngine(ctx.db, {});
    engines.set(ctx.db, engine);
  }
  const request: Request = { requestId: newId(), command, actor: ctx.actor, actsAs: ctx.actsAs, ...extras };
  if (alsoWrite) {
    request.alsoWrite = (tx, accepted) => alsoWrite({ ...ctx, db: tx, tx }, accepted);
    // The key is written in the same transaction: after a lost commit, the next attempt finds out whether it was done.
    request.idempotency ??= ownKeyOf(request.requestId);
  }
  return engine.submit(ctx.organizationId, request);
}

function ownKeyOf(requestId: string): Idempotency {
  const hash = sha256(requestId);
  return { keyHash: hash, fingerprint: hash };
}

/** Returns the number of commands queued in this instance's engine of the database. */
export function waitingIn(db: Db): number {
  return engines.get(db)?.waiting ?? 0;
}

/** Creates an engine that writes committed state into this instance's cache, so that clients read their own writes. */
function makeEngine(db: Db, options: Partial<EngineOptions>): Dispatcher {
  const all = { ...DEFAULT_OPTIONS, ...options };
  return new Dispatcher(db, {
    ...all,
    onCommit(organizationId, touched) {
      cacheViews(db, organizationId, touched.map(viewOf));
      all.onCommit(organizationId, touched);
    },
  });
}

function viewOf(resource: Resource): View {
  const { id: resourceId, type, state, capacity, version, rules } = resource;
  const { opensAt, closesAt } = rules;
  return {
    resourceId,
    type,
    state,
    capacity,
    ...shownCounts(resource),
    version,
    opensAt,
    closesAt,
    remaining: remaining(resource),
  };
}
