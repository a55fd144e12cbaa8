import { connectionLostIn, TransactionAborted } from "./connection-errors.ts";
import type { GuardedClient, Row, Rows, Statement } from "./guarded-client.ts";
import { answerWithin, beginText, SILENCE_GRACE_MS, type TransactionLimits } from "./limits.ts";

export interface StatementOptions {
  /** Keep it as a named prepared statement of the session: for constant text that runs often. */
  prepare?: boolean;
}

/** One transaction, or a savepoint in it, below Drizzle. Every statement runs on the one client that it owns. */
export class TransactionScope {
  readonly #client: GuardedClient;
  readonly #limits: TransactionLimits;
  readonly #savepoints: { count: number };
  #over = false;
  /** The first error that a statement of this scope met, swallowed or not. */
  firstError: unknown;

  constructor(client: GuardedClient, limits: TransactionLimits, savepoints = { count: 0 }) {
    this.#client = client;
    this.#limits = limits;
    this.#savepoints = savepoints;
  }

  /** Rejects with the server's error or ConnectionLost, and with an Error once the transaction is over. */
  async query<R = Row>(
    text: string,
    params?: readonly unknown[],
    options?: StatementOptions,
  ): Promise<Rows<R>> {
    return (await this.run({ text, ...(params && { params }), ...options })) as Rows<R>;
  }

  /** The work in a savepoint: when it throws, what it wrote is undone and the transaction goes on. */
  async savepoint<T>(work: (scope: TransactionScope) => Promise<T>): Promise<T> {
    const name = `s${++this.#savepoints.count}`;
    await this.run({ text: `savepoint ${name}` });
    const inner = new TransactionScope(this.#client, this.#limits, this.#savepoints);
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
      // The server refuses when an error was swallowed inside: then all of the savepoint is undone, and said so.
      await this.#undo(name);
      throw inner.firstError ?? error;
    }
    return result;
  }

  async #undo(savepoint: string): Promise<void> {
    if (!this.#client.dead) await this.#send({ text: `rollback to savepoint ${savepoint}` });
  }

  /** For Drizzle, which wants its rows in either shape. */
  async run(statement: Statement): Promise<Rows> {
    // On a dead client nothing is sent in any case, and the loss is the better answer.
    if (this.#over && !this.#client.dead)
      throw new Error("This transaction is over; its handle was used after it ended.");
    try {
      return await this.#send(statement);
    } catch (error) {
      this.firstError ??= error;
      throw error;
    }
  }

  #send(statement: Statement): Promise<Rows> {
    return this.#client.run({ ...statement, answerWithinMs: answerWithin(this.#limits) });
  }

  /** From now on the handle is refused, since its client may already serve somebody else. */
  close(): void {
    this.#over = true;
  }
}

/**
 * Runs the work between BEGIN and COMMIT on a client that nobody else uses. Resolves only after the server has said
 * COMMIT. Throws ConnectionLost (nothing was committed), CommitUnknown (the connection died under COMMIT),
 * TransactionAborted (a swallowed error), the server's error, or what the work threw after it was rolled back.
 */
export async function runTransaction<T>(
  client: GuardedClient,
  limits: TransactionLimits,
  work: (scope: TransactionScope) => Promise<T>,
): Promise<T> {
  const scope = new TransactionScope(client, limits);
  let result: T;
  try {
    await scope.run({ text: beginText(limits) });
    result = await client.whileAlive(() => work(scope));
  } catch (error) {
    scope.close();
    await rollBack(client, limits);
    // Bare, where Drizzle has wrapped it, so that callers can tell it by its class.
    throw connectionLostIn(error) ?? error;
  }
  scope.close();
  const answer = await client.run({ text: "commit", answerWithinMs: answerWithin(limits), commits: true });
  if (answer.command !== "COMMIT") throw new TransactionAborted(scope.firstError);
  return result;
}

/** A client that cannot even roll back is of no more use; the server undoes what it held. */
async function rollBack(client: GuardedClient, limits: TransactionLimits): Promise<void> {
  if (client.dead) return;
  try {
    await client.run({ text: "rollback", answerWithinMs: answerWithin(limits) ?? SILENCE_GRACE_MS });
  } catch (error) {
    client.kill("it did not roll back", error);
  }
}
