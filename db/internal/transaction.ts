import { connectionLostIn, isStandbyWaitCancelled, TransactionAborted } from "./connection-errors.ts";
import type { FoldedStatement } from "./folded.ts";
import type { GuardedClient, Row, Rows, Statement } from "./guarded-client.ts";
import { answerWithin, beginText, SILENCE_GRACE_MS, type TransactionLimits } from "./limits.ts";

export interface StatementOptions {
  /** Keep it as a named prepared statement of the session: for constant text that runs often. */
  prepare?: boolean;
}

/** What a transaction and the savepoints in it share. */
interface Course {
  savepoints: number;
  /** Resolves when the server has begun it; undefined before anything was sent. */
  begun: Promise<unknown> | undefined;
  /** What goes out together with COMMIT. */
  last: FoldedStatement[];
  /** Nothing was written: it may end without COMMIT. */
  unwritten: boolean;
  /** The server has ended it: a ROLLBACK would only be answered with a warning. */
  ended: boolean;
}

/** One transaction, or a savepoint in it, below Drizzle. Every statement runs on the one client that it owns. */
export class TransactionScope {
  readonly #client: GuardedClient;
  readonly #limits: TransactionLimits;
  readonly #course: Course;
  #over = false;
  /** The first error that a statement of this scope met, swallowed or not. */
  firstError: unknown;

  constructor(client: GuardedClient, limits: TransactionLimits, course: Course) {
    this.#client = client;
    this.#limits = limits;
    this.#course = course;
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
    const name = `s${++this.#course.savepoints}`;
    await this.run({ text: `savepoint ${name}` });
    const inner = new TransactionScope(this.#client, this.#limits, this.#course);
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
  run(statement: Statement): Promise<Rows> {
    return this.#noting(() => this.#send(statement));
  }

  /**
   * Several statements in one round trip, with BEGIN in it where they are the first; the rows of each. Every one of them
   * has a snapshot of its own, but all share one `statement_timestamp()`: that of the message.
   */
  together(statements: readonly FoldedStatement[]): Promise<Rows[]> {
    return this.#noting(async () => {
      if (this.#course.begun) await this.#course.begun;
      const answer = this.#client.runTogether(statements, {
        before: this.#course.begun ? [] : [beginText(this.#limits)],
        answerWithinMs: answerWithin(this.#limits),
      });
      this.#course.begun ??= answer;
      return (await answer).rows;
    });
  }

  /** Sends a statement together with COMMIT, when the work is done. What it trips over rejects the transaction. */
  finishWith(statement: FoldedStatement): void {
    this.#refuseWhenOver();
    this.#course.last.push(statement);
  }

  /**
   * Has the transaction end with ROLLBACK, when its work is done and was only to read and to lock: a lock alone would make
   * COMMIT wait for the disk. Whatever was written after all is undone.
   */
  endUnwritten(): void {
    this.#refuseWhenOver();
    this.#course.unwritten = true;
  }

  #refuseWhenOver(): void {
    if (this.#over) throw new Error("This transaction is over; its handle was used after it ended.");
  }

  async #noting<T>(work: () => Promise<T>): Promise<T> {
    // On a dead client nothing is sent in any case, and the loss is the better answer.
    if (!this.#client.dead) this.#refuseWhenOver();
    try {
      return await work();
    } catch (error) {
      this.firstError ??= error;
      throw error;
    }
  }

  /** BEGIN goes out before the first statement, and nothing goes out before it has been answered. */
  async #send(statement: Statement): Promise<Rows> {
    const answerWithinMs = answerWithin(this.#limits);
    this.#course.begun ??= this.#client.run({ text: beginText(this.#limits), answerWithinMs });
    await this.#course.begun;
    return this.#client.run({ ...statement, answerWithinMs });
  }

  /** From now on the handle is refused, since its client may already serve somebody else. */
  close(): void {
    this.#over = true;
  }
}

/**
 * Runs the work between BEGIN and COMMIT on a client that nobody else uses. Resolves only after the server has said
 * COMMIT and has not warned that its standby is missing. Throws ConnectionLost (nothing was committed), CommitUnknown (the
 * connection died under COMMIT), StandbyWaitCancelled (committed on this server only), TransactionAborted (a swallowed
 * error), the server's error, or what the work threw after it was rolled back.
 */
export async function runTransaction<T>(
  client: GuardedClient,
  limits: TransactionLimits,
  work: (scope: TransactionScope) => Promise<T>,
): Promise<T> {
  const course: Course = { savepoints: 0, begun: undefined, last: [], unwritten: false, ended: false };
  const scope = new TransactionScope(client, limits, course);
  try {
    const result = await client.whileAlive(() => work(scope));
    scope.close();
    await commit(client, limits, course, scope);
    return result;
  } catch (error) {
    scope.close();
    if (course.begun && !course.ended) await rollBack(client, limits);
    // Bare, where Drizzle has wrapped it, so that callers can tell it by its class.
    throw connectionLostIn(error) ?? error;
  }
}

/** A transaction in which nothing was sent has nothing to commit. */
async function commit(
  client: GuardedClient,
  limits: TransactionLimits,
  course: Course,
  scope: TransactionScope,
): Promise<void> {
  const how = { answerWithinMs: answerWithin(limits), commits: true };
  if (course.last.length > 0) {
    const before = course.begun ? [] : [beginText(limits)];
    await course.begun;
    const sent = client.runTogether(course.last, { before, after: ["commit"], ...how });
    course.begun ??= sent;
    const { command } = await sent.catch((error) => {
      course.ended = isStandbyWaitCancelled(error);
      throw error;
    });
    course.ended = true;
    if (command !== "COMMIT") throw new TransactionAborted(scope.firstError);
  } else if (course.begun && course.unwritten) {
    await course.begun;
    if (scope.firstError !== undefined) throw new TransactionAborted(scope.firstError);
    await client.run({ text: "rollback", answerWithinMs: answerWithin(limits) });
  } else if (course.begun) {
    await course.begun;
    // It ends the transaction whatever it is answered with.
    course.ended = true;
    const answer = await client.run({ text: "commit", ...how });
    if (answer.command !== "COMMIT") throw new TransactionAborted(scope.firstError);
  }
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
