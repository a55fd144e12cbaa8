import { elapsed, now } from "#app/platform/clock.ts";
import type { LiveMessage, Send } from "#app/platform/http/live-streams.ts";
import type { Db } from "#db/client.ts";
import { PerDatabase } from "#db/per-database.ts";
import { ttlOf } from "./cache.server.ts";
import { onChange } from "./changes.server.ts";

/** What a channel shows at a moment. */
export interface LiveState {
  /** Grows with every change; readers drop what is older than what they have. */
  version: number;
  message: LiveMessage;
  /** The message for those who were sent that of `before`, where it can be shorter. */
  messageAfter?(before: LiveState): LiveMessage;
  /** The state of each part by its id, so that the next message can contain only the parts that changed. */
  parts?: Readonly<Record<string, number | null | false>>;
  /** Names what is more than numbers: when it changes, readers are told to look at the whole page again. */
  turn?: string;
  /** When the clock alone will change something, in epoch milliseconds. */
  nextTurnAt?: number | undefined;
}

/** What can be followed. Readers of the same key share one channel. */
export interface LiveSource {
  key: string;
  /** What its readers wait for a change of. */
  topics: readonly string[];
  /** What it shows now, at most as old as availability may be; undefined when there is no such thing. */
  read(): Promise<LiveState | undefined>;
}

export interface Live {
  state: LiveState;
  /**
   * Sends the present message at once, unless the reader has seen that version, and then each change. Answers what ends
   * it.
   */
  join(send: Send, lastSeen?: number): () => void;
}

/** The least time between two updates of a channel, in milliseconds. */
const PACE_MS = 250;
const TURN = "turn";
/** Longer pauses make timers go off at once. */
const LONGEST_TIMER = 60_000;

const channels = new PerDatabase<Map<string, Channel>>();

function channelsOf(db: Db): Map<string, Channel> {
  const known = channels.get(db);
  if (known) return known;
  const made = new Map<string, Channel>();
  channels.set(db, made);
  return made;
}

/** Looks at what there is to follow. Undefined where the source knows of nothing. */
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

/** How many channels have readers. */
export function countChannels(db: Db): number {
  return channelsOf(db).size;
}

/**
 * One source and its readers, in one instance. It looks when there is news, when the clock turns something, and, since
 * news may be lost, whenever the availability cache would look too; and sends at most every 250 ms.
 */
class Channel {
  readonly #db: Db;
  readonly #source: LiveSource;
  readonly #readers = new Set<Send>();
  readonly #stopListening: () => void;
  state: LiveState;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lookAt = Number.POSITIVE_INFINITY;
  #lookedAt = elapsed();
  #looking: Promise<void> | undefined;
  #ended = false;

  constructor(db: Db, source: LiveSource, state: LiveState) {
    this.#db = db;
    this.#source = source;
    this.state = state;
    this.#stopListening = onChange(db, source.topics, () => this.#lookSoon(0));
    this.#plan();
  }

  join(send: Send, lastSeen: number | undefined): () => void {
    // A browser may come back for the same stream twice with the same function; each time is a reader of its own.
    const reader: Send = (message) => send(message);
    this.#readers.add(reader);
    const { version, message } = this.state;
    if (lastSeen === undefined || version > lastSeen) send(message);
    else if (version < lastSeen) this.#catchUp(reader);
    return () => this.#leave(reader);
  }

  /** The reader has seen more elsewhere than is known here. */
  #catchUp(reader: Send): void {
    void this.#look().then(() => {
      if (this.#readers.has(reader)) reader(this.state.message);
    });
  }

  #leave(reader: Send): void {
    this.#readers.delete(reader);
    if (this.#readers.size > 0 || this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#stopListening();
    channelsOf(this.#db).delete(this.#source.key);
  }

  /** Looks in so many milliseconds, but not before the pace allows it, unless it will look earlier anyway. */
  #lookSoon(ms: number): void {
    const at = Math.max(elapsed() + ms, this.#lookedAt + PACE_MS);
    if (this.#ended || at >= this.#lookAt) return;
    this.#lookAt = at;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), Math.min(LONGEST_TIMER, Math.max(0, at - elapsed())));
  }

  #plan(): void {
    const { nextTurnAt } = this.state;
    this.#lookSoon(Math.max(PACE_MS, ttlOf(this.#db)));
    if (nextTurnAt !== undefined) this.#lookSoon(nextTurnAt - now().getTime());
  }

  #look(): Promise<void> {
    this.#looking ??= this.#readOnce().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #readOnce(): Promise<void> {
    clearTimeout(this.#timer);
    this.#lookAt = Number.POSITIVE_INFINITY;
    this.#lookedAt = elapsed();
    try {
      // What is gone is shown as it was last; that it is gone is a turn.
      const state = (await this.#source.read()) ?? { ...this.state, turn: undefined };
      if (!this.#ended) this.#show(state);
    } catch {
      // While the database does not answer there is nothing to say; the next look comes soon.
    }
    if (!this.#ended) this.#plan();
  }

  #show(state: LiveState): void {
    const before = this.state;
    // What else a message says, such as when it was read, is no news by itself.
    const isNews = state.version !== before.version || state.turn !== before.turn;
    this.state = isNews ? state : { ...state, message: before.message };
    if (state.turn !== before.turn) this.#send({ event: TURN, data: state.message.data });
    if (isNews) this.#send(state.messageAfter?.(before) ?? state.message);
  }

  #send(message: LiveMessage): void {
    for (const reader of [...this.#readers]) reader(message);
  }
}
