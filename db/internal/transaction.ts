import { connectionLostIn, isStandbyWaitCancelled, TransactionAborted } from "./connection-errors.ts";
import type { FoldedStatement } from "./folded.ts";
import type { GuardedClient, Row, Rows, Statement } from "./guarded-client.ts";
import { answerWithin, beginText, SILENCE_GRACE_MS, type TransactionLimits } from "./limits.ts";

export interface StatementOptions {
  /** Prepares it as a named statement of the session: for constant text that runs often. */
  prepare?: boolean;
}

/** State shared by a transaction and its savepoints. */
interface TransactionState {
  savepoints: number;
  /** Resolves when the server has begun it; undefined before anything was sent. */
  begun: Promise<unknown> | undefined;
  /** Statements that are sent together with COMMIT. */
  last: FoldedStatement[];
  /** Nothing was written: it may end without COMMIT. */
  unwritten: boolean;
  /** The server has ended it: a ROLLBACK would only cause a warning. */
  ended: boolean;
}

/** One transaction, or a savepoint in it, below Drizzle. Every statement runs on the one client that it owns. */
export class TransactionScope {
  readonly #client: GuardedClient;
  readonly #limits: TransactionLimits;
  readonly #state: TransactionState;
  #over = false;
  /** The first error of a statement in this scope, swallowed or not. */
  firstError: unknown;

  constructor(client: GuardedClient, limits: TransactionLimits, state: TransactionState) {
    this.#client = client;
    this.#limits = limits;
    this.#state = state;
  }

  /** Runs a statement. Rejects with the server's error or ConnectionLost, and with an Error once the transaction is over. */
  async query<R = Row>(
    text: string,
    params?: readonly unknown[],
    options?: StatementOptions,
  ): Promise<Rows<R>> {
    return (await this.run({ text, ...(params && { params }), ...options })) as Rows<R>;
  }

  /** Runs the work in a savepoint: when it throws, its writes are rolled back and the transaction continues. */
  async savepoint<T>(work: (scope: TransactionScope) => Promise<T>): Promise<T> {
    const name = `s${++this.#state.savepoints}`;
    await this.run({ text: `savepoint ${name}` });
    const inner = new TransactionScope(this.#client, this.#limits, this.#state);
    let result: T;
    try {
      result = await work(inner);
    } catch (error) {
      inner.close();
      await this.#undo(name);
      throw error;
    }
    inner.close();
    try {
      await this.#send({ text: `release savepoint ${name}` });
    } catch (error) {
      // The server refuses when an error was swallowed inside: then the entire savepoint is rolled back and the error is
      // thrown.
      await this.#undo(name);
      throw inner.firstError ?? error;
    }
    return result;
  }

  async #undo(savepoint: string): Promise<void> {
    if (!this.#client.dead) await this.#send({ text: `rollback to savepoint ${savepoint}` });
  }

  /** Runs a statement with rows in either shape, for Drizzle. */
  run(statement: Statement): Promise<Rows> {
    return this.#recordingErrors(() => this.#send(statement));
  }

  /**
   * Runs several statements in one round trip, including BEGIN if they are the first; returns the rows of each. Each of them
   * has its own snapshot, but all share one `statement_timestamp()`: that of the message.
   */
  together(statements: readonly FoldedStatement[]): Promise<Rows[]> {
    return this.#recordingErrors(async () => {
      if (this.#state.begun) await this.#state.begun;
      const answer = this.#client.runTogether(statements, {
        before: this.#state.begun ? [] : [beginText(this.#limits)],
        answerWithinMs: answerWithin(this.#limits),
      });
      this.#state.begun ??= answer;
      return (await answer).rows;
    });
  }

  /** Sends a statement together with COMMIT, when the work is done. An error of it rejects the transaction. */
  finishWith(statement: FoldedStatement): void {
    this.#assertOpen();
    this.#state.last.push(statement);
  }

  /**
   * Ends the transaction with ROLLBACK when the work is done, for work that only reads and locks: a lock alone would make
   * COMMIT wait for the disk. Any write is rolled back.
   */
  endUnwritten(): void {
    this.#assertOpen();
    this.#state.unwritten = true;
  }

  #assertOpen(): void {
    if (this.#over) throw new Error("This transaction is over; its handle was used after it ended.");
  }

  async #recordingErrors<T>(work: () => Promise<T>): Promise<T> {
    // A dead client sends nothing anyway, and the lost connection is the more useful error.
    if (!this.#client.dead) this.#assertOpen();
    try {
      return await work();
    } catch (error) {
      this.firstError ??= error;
      throw error;
    }
  }

  /** Sends a statement. BEGIN is sent before the first one, and nothing is sent before BEGIN has succeeded. */
  async #send(statement: Statement): Promise<Rows> {
    const answerWithinMs = answerWithin(this.#limits);
    this.#state.begun ??= this.#client.run({ text: beginText(this.#limits), answerWithinMs });
    await this.#state.begun;
    return this.#client.run({ ...statement, answerWithinMs });
  }

  /** Closes the handle: further use throws, since the client may already serve another transaction. */
  close(): void {
    this.#over = true;
  }
}

/**
 * Runs the work between BEGIN and COMMIT on a client that no other caller uses. Resolves only after the server has reported
 * COMMIT without a warning about its standby. Throws ConnectionLost (nothing was committed), CommitUnknown (the connection died
 * during COMMIT), StandbyWaitCancelled (committed on this server only), TransactionAborted (a swallowed error), the server's
 * error, or the error of `work` after the rollback.
 */
export async function runTransaction<T>(
  client: GuardedClient,
  limits: TransactionLimits,
  work: (scope: TransactionScope) => Promise<T>,
): Promise<T> {
  const state: TransactionState = {
    savepoints: 0,
    begun: undefined,
    last: [],
    unwritten: false,
    ended: false,
  };
  const scope = new TransactionScope(client, limits, state);
  try {
    const result = await client.whileAlive(() => work(scope));
    scope.close();
    await commit(client, limits, state, scope);
    return result;
  } catch (error) {
    scope.close();
    if (state.begun && !state.ended) await rollBack(client, limits);
    // Unwrapped from Drizzle's error, so that callers can recognise it by its class.
    throw connectionLostIn(error) ?? error;
  }
}

/** Ends the transaction; if nothing was sent, there is nothing to commit. */
async function commit(
  client: GuardedClient,
  limits: TransactionLimits,
  state: TransactionState,
  scope: TransactionScope,
): Promise<void> {
  const how = { answerWithinMs: answerWithin(limits), commits: true };
  if (state.last.length > 0) {
    const before = state.begun ? [] : [beginText(limits)];
    await state.begun;
    const sent = client.runTogether(state.last, { before, after: ["commit"], ...how });
    state.begun ??= sent;
    const { command } = await sent.catch((error) => {
      state.ended = isStandbyWaitCancelled(error);
      throw error;
    });
    state.ended = true;
    if (command !== "COMMIT") throw new TransactionAborted(scope.firstError);
  } else if (state.begun && state.unwritten) {
    await state.begun;
    if (scope.firstError !== undefined) throw new TransactionAborted(scope.firstError);
    await client.run({ text: "rollback", answerWithinMs: answerWithin(limits) });
  } else if (state.begun) {
    await state.begun;
    // COMMIT ends the transaction whatever the response is.
    state.ended = true;
    const answer = await client.run({ text: "commit", ...how });
    if (answer.command !== "COMMIT") throw new TransactionAborted(scope.firstError);
  }
}

/** Rolls back. A client that fails to is discarded; the server then rolls back by itself. */
async function rollBack(client: GuardedClient, limits: TransactionLimits): Promise<void> {
  if (client.dead) return;
  try {
    await client.run({ text: "rollback", answerWithinMs: answerWithin(limits) ?? SILENCE_GRACE_MS });
  } catch (error) {
    client.kill("it did not roll back", error);
  }
}
