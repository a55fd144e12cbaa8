import postgres from "postgres";
import { CommitUnknown, ConnectionLost, isStaleStatement } from "./connection-errors.ts";
import { nextDiscardAge } from "./discard-plans.ts";
import { executeText, type FoldedStatement, inlineText, KeptStatements } from "./folded.ts";
import { CONNECT_TIMEOUT_MS, SILENCE_GRACE_MS } from "./limits.ts";
import { type Address, OneShotSocket } from "./one-shot-socket.ts";
import { encodeParameters } from "./parameters.ts";
import { addArrayParsers, type ParserTables } from "./parser-tables.ts";

export type Row = Record<string, unknown>;
/** What postgres.js answers: an array of rows that also carries `count` and `command`. */
export type Rows<R = Row> = R[] & { count: number; command: string };

export interface Statement {
  text: string;
  params?: readonly unknown[];
  /** Keep it as a named prepared statement of the session; only where the client was opened with `prepare`. */
  prepare?: boolean;
  /** Rows as arrays of values, in the order of the columns. */
  asArrays?: boolean;
  /** Milliseconds after which a silent connection is given up; without it there is no bound. */
  answerWithinMs?: number | undefined;
  /** The statement itself commits: losing the connection under it leaves the outcome open. */
  commits?: boolean;
}

export interface ClientOptions {
  url: string;
  prepare: boolean;
  applicationName: string;
  /** The first statement of the session, part of opening it. */
  firstStatement: string;
  /** Changes to the parser tables; called before connecting. */
  patch?: (tables: ParserTables) => void;
  onNotify?: (channel: string, payload: string) => void;
  /** Called with what the server reports beside its answers. */
  onNotice?: ((notice: postgres.Notice) => void) | undefined;
}

/** What goes in one message with folded statements. */
export interface Together {
  /** Texts without values before and after them. */
  before?: string[];
  after?: string[];
  answerWithinMs?: number | undefined;
  /** The last of it commits. */
  commits?: boolean;
}

interface Job {
  statement: Statement;
  resolve(rows: Rows): void;
  reject(error: unknown): void;
}

/** These are part of postgres.js, but not of its types. */
type DriverOptions = postgres.Options<Record<string, postgres.PostgresType>> & {
  max_pipeline: number;
  socket(address: Address): Promise<unknown>;
  onnotify(channel: string, payload: string): void;
  no_subscribe: boolean;
};

/**
 * One connection that never becomes another one. Statements go out one at a time; when the connection dies everything
 * that waits for it is rejected at once, and nothing is sent any more.
 */
export class GuardedClient {
  readonly #sql: postgres.Sql;
  readonly #socket = new OneShotSocket();
  readonly #openedAt = performance.now();
  readonly #onDeath = new Set<(reason: ConnectionLost) => void>();
  /** Resolves when nothing can be sent any more, with the reason. */
  readonly lost = new Promise<ConnectionLost>((resolve) => this.#onDeath.add(resolve));
  readonly #keepsStatements: boolean;
  readonly #kept = new KeptStatements();
  #nextDiscardAge = nextDiscardAge(0);
  #death: ConnectionLost | undefined;
  #current: Job | undefined;
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
      onnotice: (notice) => options.onNotice?.(notice),
      onnotify: (channel, payload) => options.onNotify?.(channel, payload),
      onclose: () => {
        this.kill("the connection was closed");
        this.#socket.closed();
      },
      socket: (address) => this.#socket.open(address),
      no_subscribe: true,
    };
    this.#keepsStatements = options.prepare;
    this.#sql = postgres(options.url, driver);
    addArrayParsers(this.#sql.options);
    options.patch?.(this.#sql.options);
  }

  /** Connects and runs the first statement. Throws the server's refusal, or ConnectionLost; then nothing stays open. */
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

  /** Resolves when the socket is closed; the server has let go of the session then, if it is still there. */
  get gone(): Promise<void> {
    return this.#socket.gone;
  }

  /**
   * Runs when its turn comes. Rejects with the server's error, with ConnectionLost, or with CommitUnknown
   * where it `commits`; with a TypeError, before anything is sent, for parameters that cannot be.
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
   * Runs folded statements one after the other in one message, and so in one round trip; answers the rows of each, and
   * what the server said last. When one fails those behind it are not run. Each sees what was committed before it began.
   */
  async runTogether(
    statements: readonly FoldedStatement[],
    { before = [], after = [], ...how }: Together = {},
  ): Promise<{ rows: Rows[]; command: string }> {
    const texts: string[] = [];
    for (const statement of statements) {
      const name = this.#keepsStatements ? await this.#keep(statement, how.answerWithinMs) : undefined;
      texts.push(name ? executeText(name, statement.values) : inlineText(statement));
    }
    const answer = await this.run({ text: [...before, ...texts, ...after].join(";\n"), ...how }).catch(
      (error) => {
        // The session no longer knows it, or its tables have changed: the next attempt keeps it anew.
        if (isStaleStatement(error)) for (const statement of statements) this.#kept.forget(statement);
        throw error;
      },
    );
    // postgres.js answers a list as soon as a second statement has rows; one without rows is no member of its own.
    const results = ("command" in answer ? [answer] : answer) as Rows[];
    return { rows: results.slice(-statements.length), command: results.at(-1)?.command ?? "" };
  }

  async #keep(statement: FoldedStatement, answerWithinMs: number | undefined): Promise<string> {
    const { name, isNew, dropped } = this.#kept.nameOf(statement);
    if (dropped) await this.run({ text: `deallocate ${dropped}`, answerWithinMs });
    if (!isNew) return name;
    try {
      await this.run({ text: `prepare ${name} as ${statement.text}`, answerWithinMs });
    } catch (error) {
      this.#kept.forget(statement);
      throw error;
    }
    return name;
  }

  /** The work's outcome, or ConnectionLost as soon as the connection dies, even while the work is busy elsewhere. */
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

  /** Forgets old plans when it is time for it. To be called between transactions only. */
  async discardOldPlans(): Promise<void> {
    const age = performance.now() - this.#openedAt;
    if (age < this.#nextDiscardAge) return;
    this.#nextDiscardAge = nextDiscardAge(age);
    await this.run({ text: "discard plans", answerWithinMs: SILENCE_GRACE_MS });
  }

  /** Marks the connection dead and rejects everything that waits for it. The server undoes what was not committed. */
  kill(why: string, cause?: unknown): void {
    if (this.#death) return;
    const current = this.#current;
    this.#current = undefined;
    const death = this.#die(new ConnectionLost(`The database connection was lost: ${why}.`, { cause }));
    current?.reject(
      current.statement.commits
        ? new CommitUnknown(`The connection was lost during a commit: ${why}.`, { cause })
        : death,
    );
    this.#socket.destroy();
  }

  #die(death: ConnectionLost): ConnectionLost {
    this.#death = death;
    for (const job of this.#queue.splice(0)) job.reject(death);
    for (const hear of this.#onDeath) hear(death);
    return death;
  }

  /** Says goodbye to the server. Only for a client that nobody uses; resolves when the socket is closed. */
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
    const { statement } = job;
    const watchdog =
      statement.answerWithinMs === undefined
        ? undefined
        : setTimeout(() => this.kill("it gave no answer in time"), statement.answerWithinMs);
    const settle = (answer: () => void) => {
      clearTimeout(watchdog);
      if (this.#current !== job) return;
      this.#current = undefined;
      answer();
      if (!this.#death && !this.#current) this.#next();
    };
    this.#send(statement).then(
      (rows) => settle(() => job.resolve(rows)),
      (error) => settle(() => this.#refuse(job, error)),
    );
  }

  async #send(statement: Statement): Promise<Rows> {
    // postgres.js would send a statement without parameters as plain text, also where a prepared one is asked for.
    const options = statement.prepare ? { prepare: true, simple: false } : { prepare: false };
    const query = this.#sql.unsafe<Row[]>(statement.text, [...(statement.params ?? [])] as string[], options);
    return (await (statement.asArrays ? query.values() : query)) as unknown as Rows;
  }

  #refuse(job: Job, error: unknown): void {
    if (isBrokenConnection(error)) {
      // Still the current one, so that the end of the connection also decides what this job is told.
      this.#current = job;
      this.kill("it broke", error);
      return;
    }
    job.reject(error);
    // The driver that stumbles over a statement by itself may be left out of step with the server.
    if (!(error instanceof postgres.PostgresError)) this.kill("the driver refused a statement", error);
  }
}

/** Errors of the socket and of postgres.js about it, as opposed to errors about a statement. */
function isBrokenConnection(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^(CONNECT|E(?!RR_))/.test(code);
}
