import postgres from "postgres";
import {
  CommitUnknown,
  ConnectionLost,
  isStaleStatement,
  StandbyWaitCancelled,
} from "./connection-errors.ts";
import { nextDiscardAge } from "./discard-plans.ts";
import { executeText, type FoldedStatement, inlineText, PreparedStatements } from "./folded.ts";
import { CONNECT_TIMEOUT_MS, SILENCE_GRACE_MS } from "./limits.ts";
import { type DriverNotice, isStandbyWaitCancelled, type ServerNotice, toServerNotice } from "./notices.ts";
import { type Address, OneShotSocket } from "./one-shot-socket.ts";
import { encodeParameters } from "./parameters.ts";
import { addArrayParsers, type ParserTables } from "./parser-tables.ts";

export type Row = Record<string, unknown>;
/** The result of postgres.js: an array of rows with `count` and `command`. */
export type Rows<R = Row> = R[] & { count: number; command: string };

export interface Statement {
  text: string;
  params?: readonly unknown[];
  /** Prepares it as a named statement of the session; only if the client was opened with `prepare`. */
  prepare?: boolean;
  /** Returns rows as arrays of values, in the order of the columns. */
  asArrays?: boolean;
  /** Milliseconds after which a silent connection is aborted; without it there is no timeout. */
  answerWithinMs?: number | undefined;
  /** The statement itself commits: losing the connection during it leaves the outcome unknown. */
  commits?: boolean;
}

export interface ClientOptions {
  url: string;
  prepare: boolean;
  applicationName: string;
  /** The first statement of the session, sent when it is opened. */
  firstStatement: string;
  /** Changes to the parser tables; called before connecting. */
  patch?: (tables: ParserTables) => void;
  onNotify?: (channel: string, payload: string) => void;
  /** Called for each notice of the server. */
  onNotice?: ((notice: ServerNotice) => void) | undefined;
}

/** Further contents of a message with folded statements. */
export interface MessageOptions {
  /** Texts without values before and after the statements. */
  before?: string[];
  after?: string[];
  answerWithinMs?: number | undefined;
  /** The last of the texts commits. */
  commits?: boolean;
}

interface Job {
  statement: Statement;
  resolve(rows: Rows): void;
  reject(error: unknown): void;
}

/** Options of postgres.js that its types lack. */
type DriverOptions = Omit<postgres.Options<Record<string, postgres.PostgresType>>, "onnotice"> & {
  max_pipeline: number;
  socket(address: Address): Promise<unknown>;
  onnotice(notice: DriverNotice): void;
  onnotify(channel: string, payload: string): void;
  no_subscribe: boolean;
};

/**
 * One connection that never reconnects. Statements are sent one at a time; when the connection dies, everything that waits for
 * it is rejected immediately, and nothing more is sent.
 */
export class GuardedClient {
  readonly #sql: postgres.Sql;
  readonly #socket = new OneShotSocket();
  readonly #openedAt = performance.now();
  readonly #onDeath = new Set<(reason: ConnectionLost) => void>();
  /** Resolves when nothing can be sent any more, with the reason. */
  readonly lost = new Promise<ConnectionLost>((resolve) => this.#onDeath.add(resolve));
  readonly #mayPrepare: boolean;
  readonly #prepared = new PreparedStatements();
  #nextDiscardAge = nextDiscardAge(0);
  #death: ConnectionLost | undefined;
  #current: Job | undefined;
  /** Whether the statement in flight has committed without its standby. The notice arrives before the response. */
  #standbyWaitCancelled = false;
  readonly #queue: Job[] = [];

  private constructor(options: ClientOptions) {
    const driver: DriverOptions = {
      max: 1,
      max_pipeline: 1,
      idle_timeout: 0,
      max_lifetime: null,
      fetch_types: false,
      prepare: options.prepare,
      connection: { application_name: options.applicationName },
      connect_timeout: CONNECT_TIMEOUT_MS / 1000,
      onnotice: (given) => {
        const notice = toServerNotice(given);
        if (isStandbyWaitCancelled(notice)) this.#standbyWaitCancelled = true;
        options.onNotice?.(notice);
      },
      onnotify: (channel, payload) => options.onNotify?.(channel, payload),
      onclose: () => {
        this.kill("the connection was closed");
        this.#socket.closed();
      },
      socket: (address) => this.#socket.open(address),
      no_subscribe: true,
    };
    this.#mayPrepare = options.prepare;
    this.#sql = postgres(options.url, driver as postgres.Options<Record<string, postgres.PostgresType>>);
    addArrayParsers(this.#sql.options);
    options.patch?.(this.#sql.options);
  }

  /** Connects and runs the first statement. Throws the server's refusal, or ConnectionLost; the connection is closed then. */
  static async open(options: ClientOptions): Promise<GuardedClient> {
    const client = new GuardedClient(options);
    try {
      await client.run({ text: options.firstStatement, answerWithinMs: CONNECT_TIMEOUT_MS });
      return client;
    } catch (error) {
      client.kill("the connection could not be opened", error);
      await client.gone;
      throw error;
    }
  }

  get dead(): boolean {
    return this.#death !== undefined;
  }

  /** Resolves when the socket is closed; a server that is reachable has ended the session then. */
  get gone(): Promise<void> {
    return this.#socket.gone;
  }

  /**
   * Queues a statement and runs it. Rejects with the server's error, with ConnectionLost, or with CommitUnknown if it
   * `commits`; with StandbyWaitCancelled if it has committed without its standby; with a TypeError, before anything is sent,
   * for invalid parameters.
   */
  run(statement: Statement): Promise<Rows> {
    if (this.#death) return Promise.reject(this.#death);
    return new Promise<Rows>((resolve, reject) => {
      const params = encodeParameters(statement.params ?? []);
      this.#queue.push({ statement: { ...statement, params }, resolve, reject });
      if (!this.#current) this.#next();
    });
  }

  /**
   * Runs folded statements in sequence in one message, and so in one round trip; returns the rows of each, and the command tag
   * of the last. When one fails, those after it are not run. Each sees what was committed before it started.
   */
  async runTogether(
    statements: readonly FoldedStatement[],
    { before = [], after = [], ...how }: MessageOptions = {},
  ): Promise<{ rows: Rows[]; command: string }> {
    const texts: string[] = [];
    for (const statement of statements) {
      const name = this.#mayPrepare ? await this.#keep(statement, how.answerWithinMs) : undefined;
      texts.push(name ? executeText(name, statement.values) : inlineText(statement));
    }
    const answer = await this.run({ text: [...before, ...texts, ...after].join(";\n"), ...how }).catch(
      (error) => {
        // The session no longer knows it, or its tables have changed: the next attempt prepares it again.
        if (isStaleStatement(error)) for (const statement of statements) this.#prepared.forget(statement);
        throw error;
      },
    );
    // postgres.js returns a list only from the second statement with rows on; one without rows is not an element of it.
    const results = ("command" in answer ? [answer] : answer) as Rows[];
    return { rows: results.slice(-statements.length), command: results.at(-1)?.command ?? "" };
  }

  async #keep(statement: FoldedStatement, answerWithinMs: number | undefined): Promise<string> {
    const { name, isNew, dropped } = this.#prepared.nameOf(statement);
    if (dropped) await this.run({ text: `deallocate ${dropped}`, answerWithinMs });
    if (!isNew) return name;
    try {
      await this.run({ text: `prepare ${name} as ${statement.text}`, answerWithinMs });
    } catch (error) {
      this.#prepared.forget(statement);
      throw error;
    }
    return name;
  }

  /**
   * Returns the outcome of `work`, or throws ConnectionLost as soon as the connection dies, even while `work` waits for
   * something else.
   */
  async whileAlive<T>(work: () => Promise<T>): Promise<T> {
    let die: (reason: ConnectionLost) => void = () => {};
    const death = new Promise<never>((_, reject) => {
      die = reject;
    });
    this.#onDeath.add(die);
    if (this.#death) die(this.#death);
    try {
      return await Promise.race([work(), death]);
    } finally {
      this.#onDeath.delete(die);
    }
  }

  /** Discards old plans when that is due. Call between transactions only. */
  async discardOldPlans(): Promise<void> {
    const age = performance.now() - this.#openedAt;
    if (age < this.#nextDiscardAge) return;
    this.#nextDiscardAge = nextDiscardAge(age);
    await this.run({ text: "discard plans", answerWithinMs: SILENCE_GRACE_MS });
  }

  /** Marks the connection dead and rejects everything that waits for it. The server rolls back what was not committed. */
  kill(why: string, cause?: unknown): void {
    if (this.#death) return;
    const current = this.#current;
    this.#current = undefined;
    const death = this.#die(new ConnectionLost(`The database connection was lost: ${why}.`, { cause }));
    if (this.#standbyWaitCancelled) current?.reject(new StandbyWaitCancelled({ cause }));
    else if (current?.statement.commits)
      current.reject(new CommitUnknown(`The connection was lost during a commit: ${why}.`, { cause }));
    else current?.reject(death);
    this.#socket.destroy();
  }

  #die(death: ConnectionLost): ConnectionLost {
    this.#death = death;
    for (const job of this.#queue.splice(0)) job.reject(death);
    for (const hear of this.#onDeath) hear(death);
    return death;
  }

  /** Terminates the session cleanly. Only for a client that is not in use; resolves when the socket is closed. */
  async end(): Promise<void> {
    if (!this.#death) {
      this.#die(new ConnectionLost("The database connection was closed by its owner."));
      this.#sql.end({ timeout: 1 }).catch(() => {});
      const impatience = setTimeout(() => this.#socket.destroy(), 1000);
      await this.gone;
      clearTimeout(impatience);
    }
    await this.gone;
  }

  #next(): void {
    const job = this.#queue.shift();
    if (!job) return;
    this.#current = job;
    this.#standbyWaitCancelled = false;
    const { statement } = job;
    const watchdog =
      statement.answerWithinMs === undefined
        ? undefined
        : setTimeout(() => this.kill("it did not respond in time"), statement.answerWithinMs);
    const settle = (answer: () => void) => {
      clearTimeout(watchdog);
      if (this.#current !== job) return;
      this.#current = undefined;
      answer();
      if (!this.#death && !this.#current) this.#next();
    };
    this.#send(statement).then(
      (rows) =>
        settle(() =>
          this.#standbyWaitCancelled ? job.reject(new StandbyWaitCancelled()) : job.resolve(rows),
        ),
      (error) => settle(() => this.#refuse(job, error)),
    );
  }

  async #send(statement: Statement): Promise<Rows> {
    // postgres.js would send a statement without parameters as a simple query, even if a prepared one is requested.
    const options = statement.prepare ? { prepare: true, simple: false } : { prepare: false };
    const query = this.#sql.unsafe<Row[]>(statement.text, [...(statement.params ?? [])] as string[], options);
    return (await (statement.asArrays ? query.values() : query)) as unknown as Rows;
  }

  #refuse(job: Job, error: unknown): void {
    if (isBrokenConnection(error)) {
      // Stays the current one, so that the end of the connection also determines how this job is rejected.
      this.#current = job;
      this.kill("it failed", error);
      return;
    }
    job.reject(this.#standbyWaitCancelled ? new StandbyWaitCancelled({ cause: error }) : error);
    // A driver that itself fails on a statement may be out of sync with the server.
    if (!(error instanceof postgres.PostgresError)) this.kill("the driver refused a statement", error);
  }
}

/** Returns true for errors of the socket, and of postgres.js about it, as opposed to errors of a statement. */
function isBrokenConnection(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^(CONNECT|E(?!RR_))/.test(code);
}
