import type { ConnectionLost } from "./connection-errors.ts";
import { type Db, drizzleOver, drizzleTables } from "./drizzle-adapter.ts";
import { GuardedClient, type Row, type Rows, type Statement } from "./guarded-client.ts";
import { answerWithin, NO_LIMITS, type TransactionLimits, WARNINGS_TEXT } from "./limits.ts";
import type { ServerNotice } from "./notices.ts";
import { applyTables } from "./parser-tables.ts";
import { runLone } from "./statements.ts";
import { runTransaction, type StatementOptions, type TransactionScope } from "./transaction.ts";

export interface DirectOptions {
  applicationName?: string;
  /** Limits of lone statements and transactions; none by default. */
  limits?: Partial<TransactionLimits>;
  /** Called for each notice of the server. */
  onNotice?: ((notice: ServerNotice) => void) | undefined;
}

/**
 * One session outside any pool: for migrations and their advisory lock, LISTEN, and bulk work. It does not reconnect: when
 * `lost` resolves, open another.
 */
export interface DirectClient {
  /** Drizzle on this session. */
  db: Db;
  /** Throws as in `Pool`. Waits for a transaction in flight, so it must not be called from inside one. */
  query<R = Row>(text: string, params?: readonly unknown[], options?: StatementOptions): Promise<Rows<R>>;
  transaction<T>(work: (scope: TransactionScope) => Promise<T>): Promise<T>;
  /** Resolves once the server listens; then `onPayload` is called for each notification until the session ends. */
  listen(channel: string, onPayload: (payload: string) => void): Promise<void>;
  /** Resolves when the session has ended, with the reason. */
  lost: Promise<ConnectionLost>;
  end(): Promise<void>;
}

/** Connects immediately. Throws the server's refusal, or ConnectionLost. The URL must not lead through PgBouncer. */
export async function openDirect(url: string, options: DirectOptions = {}): Promise<DirectClient> {
  const limits = { ...NO_LIMITS, ...options.limits };
  const listeners = new Map<string, (payload: string) => void>();
  const tables = drizzleTables();
  const client = await GuardedClient.open({
    url,
    prepare: true,
    applicationName: options.applicationName ?? "reservo direct",
    firstStatement: WARNINGS_TEXT,
    patch: (target) => applyTables(target, tables),
    onNotice: options.onNotice,
    onNotify: (channel, payload) => listeners.get(channel)?.(payload),
  });
  const inTurn = createMutex();
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

/** Returns a mutex: a lone statement must not run inside a transaction that is in flight. */
function createMutex(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };
}
