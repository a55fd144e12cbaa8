import type { ConnectionLost } from "./connection-errors.ts";
import { type Db, drizzleOver, drizzleTables } from "./drizzle-door.ts";
import { GuardedClient, type Row, type Rows, type Statement } from "./guarded-client.ts";
import { answerWithin, NO_LIMITS, type TransactionLimits } from "./limits.ts";
import { applyTables } from "./parser-tables.ts";
import { runLone } from "./statements.ts";
import { runTransaction, type StatementOptions, type TransactionScope } from "./transaction.ts";

export interface DirectOptions {
  applicationName?: string;
  /** For lone statements and transactions alike; none by default. */
  limits?: Partial<TransactionLimits>;
  /** Called with each warning of the server, in its words. */
  onWarning?: ((message: string) => void) | undefined;
}

/**
 * One session of its own, outside any pool: for migrations and their advisory lock, LISTEN, and bulk work. It does
 * not reconnect: when `lost` resolves, open another.
 */
export interface DirectClient {
  /** Drizzle on this session. */
  db: Db;
  /** Throws as in `Pool`. Waits for a transaction under way, so never to be called from inside one. */
  query<R = Row>(text: string, params?: readonly unknown[], options?: StatementOptions): Promise<Rows<R>>;
  transaction<T>(work: (scope: TransactionScope) => Promise<T>): Promise<T>;
  /** Resolves once the server listens; then `onPayload` is called for each notification until the session ends. */
  listen(channel: string, onPayload: (payload: string) => void): Promise<void>;
  /** Resolves when the session is over, with the reason. */
  lost: Promise<ConnectionLost>;
  end(): Promise<void>;
}

/** Connects at once. Throws the server's refusal, or ConnectionLost. The URL must not lead through PgBouncer. */
export async function openDirect(url: string, options: DirectOptions = {}): Promise<DirectClient> {
  const limits = { ...NO_LIMITS, ...options.limits };
  const listeners = new Map<string, (payload: string) => void>();
  const tables = drizzleTables();
  const client = await GuardedClient.open({
    url,
    prepare: true,
    applicationName: options.applicationName ?? "reservo direct",
    firstStatement: "select 1",
    patch: (target) => applyTables(target, tables),
    onNotify: (channel, payload) => listeners.get(channel)?.(payload),
    onNotice: ({ severity, message }) => {
      if (severity === "WARNING" && message) options.onWarning?.(message);
    },
  });
  const inTurn = turnstile();
  const run = (statement: Statement) =>
    inTurn(() => runLone(client, { ...statement, answerWithinMs: answerWithin(limits) }));
  const transaction = <T>(work: (scope: TransactionScope) => Promise<T>) =>
    inTurn(() => runTransaction(client, limits, work));
  return {
    db: drizzleOver({ run, transaction }),
    query: async <R>(text: string, params: readonly unknown[] = [], how: StatementOptions = {}) =>
      (await run({ text, params, ...how })) as Rows<R>,
    transaction,
    listen: async (channel, onPayload) => {
      listeners.set(channel, onPayload);
      await run({ text: `listen "${channel.replaceAll('"', '""')}"` });
    },
    lost: client.lost,
    end: () => client.end(),
  };
}

/** Lets one piece of work in at a time: a lone statement must not slip into a transaction that is under way. */
function turnstile(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };
}
