import { elapsed, now } from "#app/platform/clock.ts";
import type { LiveMessage, Send } from "#app/platform/http/live-streams.ts";
import type { Db } from "#db/client.ts";
import { PerDatabase } from "#db/per-database.ts";
import { ttlOf } from "./cache.server.ts";
import { onChange } from "./changes.server.ts";

/** The state of a channel at one time. */
export interface LiveState {
  /** Increases with every change. Readers ignore messages older than what they have. */
  version: number;
  message: LiveMessage;
  /** Returns the message for readers that have received `before`, if it can be shorter. */
  messageAfter?(before: LiveState): LiveMessage;
  /** The state of each part by its id, so that the next message can contain only the parts that changed. */
  parts?: Readonly<Record<string, number | null | false>>;
  /** Identifies everything besides numbers: when it changes, readers reload the page. */
  turn?: string;
  /** The next time at which the state changes by time alone, in epoch milliseconds. */
  nextTurnAt?: number | undefined;
}

/** The source of a live stream. Readers of the same key share one channel. */
export interface LiveSource {
  key: string;
  /** The topics whose changes affect the state. */
  topics: readonly string[];
  /** Reads the current state, at most as old as the availability cache's TTL; undefined if the subject does not exist. */
  read(): Promise<LiveState | undefined>;
}

export interface Live {
  state: LiveState;
  /**
   * Sends the current message at once, unless the reader has seen its version, and then every change. Returns the function
   * that unsubscribes.
   */
  join(send: Send, lastSeen?: number): () => void;
}

/** Minimum interval between two updates of a channel, in milliseconds. */
const MIN_UPDATE_INTERVAL_MS = 250;
const TURN = "turn";
/** Upper bound for timers, since `setTimeout` fires at once for delays beyond 2^31 ms. */
const MAX_TIMER_MS = 60_000;

const channels = new PerDatabase<Map<string, Channel>>();

function channelsOf(db: Db): Map<string, Channel> {
  const known = channels.get(db);
  if (known) return known;
  const made = new Map<string, Channel>();
  channels.set(db, made);
  return made;
}

/** Returns the current state of a source and a way to join its channel; undefined if the source has no state. */
export async function follow(db: Db, source: LiveSource): Promise<Live | undefined> {
  const state = channelsOf(db).get(source.key)?.state ?? (await source.read());
  if (!state) return undefined;
  return {
    state,
    join(send, lastSeen) {
      let channel = channelsOf(db).get(source.key);
      if (!channel) {
        channel = new Channel(db, source, state);
        channelsOf(db).set(source.key, channel);
      }
      return channel.join(send, lastSeen);
    },
  };
}

/** Returns the number of channels with readers. */
export function countChannels(db: Db): number {
  return channelsOf(db).size;
}

/**
 * A source and its readers in one instance. Reads the source after hints, at `nextTurnAt`, and, since hints may be lost,
 * at the interval of the availability cache's TTL. Sends at most every 250 ms.
 */
class Channel {
  readonly #db: Db;
  readonly #source: LiveSource;
  readonly #readers = new Set<Send>();
  readonly #unsubscribe: () => void;
  state: LiveState;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #nextReadAt = Number.POSITIVE_INFINITY;
  #lastReadAt = elapsed();
  #inFlight: Promise<void> | undefined;
  #ended = false;

  constructor(db: Db, source: LiveSource, state: LiveState) {
    this.#db = db;
    this.#source = source;
    this.state = state;
    this.#unsubscribe = onChange(db, source.topics, () => this.#scheduleRead(0));
    this.#plan();
  }

  join(send: Send, lastSeen: number | undefined): () => void {
    // Wrapped, so that each join is a separate reader even if the same function joins twice.
    const reader: Send = (message) => send(message);
    this.#readers.add(reader);
    const { version, message } = this.state;
    if (lastSeen === undefined || version > lastSeen) send(message);
    else if (version < lastSeen) this.#catchUp(reader);
    return () => this.#leave(reader);
  }

  /** Reads the source for a reader that has seen a newer version on another instance. */
  #catchUp(reader: Send): void {
    void this.#read().then(() => {
      if (this.#readers.has(reader)) reader(this.state.message);
    });
  }

  #leave(reader: Send): void {
    this.#readers.delete(reader);
    if (this.#readers.size > 0 || this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#unsubscribe();
    channelsOf(this.#db).delete(this.#source.key);
  }

  /** Schedules a read in `ms` milliseconds, respecting the minimum interval, unless an earlier one is scheduled. */
  #scheduleRead(ms: number): void {
    const at = Math.max(elapsed() + ms, this.#lastReadAt + MIN_UPDATE_INTERVAL_MS);
    if (this.#ended || at >= this.#nextReadAt) return;
    this.#nextReadAt = at;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#read(), Math.min(MAX_TIMER_MS, Math.max(0, at - elapsed())));
  }

  #plan(): void {
    const { nextTurnAt } = this.state;
    this.#scheduleRead(Math.max(MIN_UPDATE_INTERVAL_MS, ttlOf(this.#db)));
    if (nextTurnAt !== undefined) this.#scheduleRead(nextTurnAt - now().getTime());
  }

  #read(): Promise<void> {
    this.#inFlight ??= this.#readOnce().finally(() => {
      this.#inFlight = undefined;
    });
    return this.#inFlight;
  }

  async #readOnce(): Promise<void> {
    clearTimeout(this.#timer);
    this.#nextReadAt = Number.POSITIVE_INFINITY;
    this.#lastReadAt = elapsed();
    try {
      // A deleted subject keeps its last state; its deletion changes `turn`.
      const state = (await this.#source.read()) ?? { ...this.state, turn: undefined };
      if (!this.#ended) this.#show(state);
    } catch {
      // There is nothing to send while the database does not respond; the next read is scheduled below.
    }
    if (!this.#ended) this.#plan();
  }

  #show(state: LiveState): void {
    const before = this.state;
    // Other parts of the message, such as the time of the read, are not changes by themselves.
    const isChange = state.version !== before.version || state.turn !== before.turn;
    this.state = isChange ? state : { ...state, message: before.message };
    if (state.turn !== before.turn) this.#send({ event: TURN, data: state.message.data });
    if (isChange) this.#send(state.messageAfter?.(before) ?? state.message);
  }

  #send(message: LiveMessage): void {
    for (const reader of [...this.#readers]) reader(message);
  }
}
