import type { Db, Tx } from "#db/client.ts";
import { now } from "./clock.ts";
import type { Log } from "./log.ts";
import type { Signer } from "./signer.ts";

/** Who does something, as history keeps it. */
export type Actor =
  | { kind: "guest" }
  | { kind: "member"; id: string }
  | { kind: "key"; id: string }
  | { kind: "system" };

/** What every query and command of a feature is given: handed on by hand, and all the dependency injection there is. */
export interface Ctx {
  db: Db;
  organizationId: string;
  /** When the request arrived, by this instance's clock. Never decides about capacity or deadlines: database time does. */
  now: Date;
  log: Log;
  actor: Actor;
  signer: Signer;
}

/** What every Ctx of an instance has in common. */
export type CtxParts = Pick<Ctx, "db" | "log" | "signer">;

/** Returns the Ctx of scheduled work for one organisation. */
export function systemCtx({ db, log, signer }: CtxParts, organizationId: string): Ctx {
  return { db, organizationId, now: now(), log, actor: { kind: "system" }, signer };
}

/** A Ctx inside a transaction: what is written through it commits together or not at all. */
export interface TxCtx extends Ctx {
  tx: Tx;
}

/** Runs `work` in one transaction; a throw rolls all of it back. */
export function transact<T>(ctx: Ctx, work: (tx: TxCtx) => Promise<T>): Promise<T> {
  return ctx.db.transaction((tx) => work({ ...ctx, db: tx, tx }));
}
