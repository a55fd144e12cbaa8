import type { Db, Tx } from "#db/client.ts";
import type { AUDIT_CHANNELS } from "#db/schema/values.ts";
import { now } from "./clock.ts";
import type { Log } from "./log.ts";
import type { Signer } from "./signer.ts";

/** Who performs an action, as recorded in the history. */
export type Actor =
  | { kind: "guest" }
  | { kind: "member"; id: string }
  | { kind: "key"; id: string }
  | { kind: "system" };

/**
 * As what someone acts. Attendees and programs are bound by the booking rules; the desk (members, and keys with that scope) and
 * the system may override them.
 */
export type ActsAs = "attendee" | "program" | "desk" | "system";

/** How an action reached the server, as recorded in the audit log. */
interface ActionSource {
  channel: (typeof AUDIT_CHANNELS)[number];
  requestId?: string;
  /** Only a keyed hash of its network is recorded. */
  clientAddress?: string;
}

/** The input of every query and command of a feature, passed explicitly: all the dependency injection there is. */
export interface Ctx {
  db: Db;
  organizationId: string;
  /**
   * When the request arrived, by this instance's clock. Never used for decisions about capacity or deadlines, which use
   * database time.
   */
  now: Date;
  log: Log;
  actor: Actor;
  actsAs: ActsAs;
  source: ActionSource;
  signer: Signer;
}

/** The parts that every Ctx of an instance shares. */
export type CtxParts = Pick<Ctx, "db" | "log" | "signer">;

/** Returns the Ctx of scheduled work for one organisation. */
export function systemCtx({ db, log, signer }: CtxParts, organizationId: string): Ctx {
  return {
    db,
    organizationId,
    now: now(),
    log,
    actor: { kind: "system" },
    actsAs: "system",
    source: { channel: "job" },
    signer,
  };
}

/** A Ctx inside a transaction: everything written through it commits together or not at all. */
export interface TxCtx extends Ctx {
  tx: Tx;
}

/** Runs `work` in one transaction; an error thrown by it rolls everything back. */
export function transact<T>(ctx: Ctx, work: (tx: TxCtx) => Promise<T>): Promise<T> {
  return ctx.db.transaction((tx) => work({ ...ctx, db: tx, tx }));
}
