import { elapsed, pause } from "#app/platform/clock.ts";
import { newId } from "#app/platform/ids.ts";
import type { Log } from "#app/platform/log.ts";
import { type Db, type DirectClient, NO_LIMITS, openDirect, type ServerNotice } from "#db/client.ts";
import { distrustAll, hear } from "./cache.server.ts";
import { type News, setTellOthers } from "./changes.server.ts";
import { HintLines, readHints } from "./hint-lines.ts";

export interface HintNeeds {
  db: Db;
  /** Leads to the server itself, since LISTEN does not pass a pooler. */
  url: string;
  log: Log;
  /** Called for each notice of the server. */
  onNotice?: (notice: ServerNotice) => void;
}

export interface Hints {
  /** Whether this instance hears the others now. */
  listening(): boolean;
  /** Ends the connection; nothing is told or heard any more. */
  stop(): Promise<void>;
}

const CHANNEL = "reservo_hints";
/** The least time between two NOTIFYs of an instance, in milliseconds. */
const PACE_MS = 20;
/** How often a connection on which nothing happens is asked whether it is there, and how long it may take to answer. */
const HEARTBEAT_MS = 5_000;
const ANSWERS_WITHIN = { ...NO_LIMITS, statementTimeoutMs: 1_000 };
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Tells the other instances what this one has committed, and hears them, on a connection of its own. At most one NOTIFY
 * goes out each 20 ms, outside of any booking's transaction, where it would let commits queue for each other. While there
 * is no connection nothing is told, and what is cached is not trusted; the cache's TTL bounds what that costs.
 */
export function startHints({ db, url, log, onNotice }: HintNeeds): Hints {
  const instance = newId();
  let client: DirectClient | undefined;
  let listening = false;
  let stopped = false;
  let endPause = () => {};

  const live = async (): Promise<void> => {
    const opened = await openDirect(url, {
      applicationName: "reservo hints",
      limits: ANSWERS_WITHIN,
      onNotice,
    });
    if (stopped) return opened.end();
    client = opened;
    const teller = createTeller(opened, instance, log);
    try {
      await opened.listen(CHANNEL, (payload) => {
        for (const news of readHints(payload, instance)) hear(db, news);
      });
      listening = true;
      // What happened between the last word of the old connection and now was told to nobody here.
      distrustAll(db);
      setTellOthers(db, teller.tell);
      await opened.lost;
    } finally {
      client = undefined;
      listening = false;
      setTellOthers(db, undefined);
      teller.stop();
      await opened.end();
      distrustAll(db);
    }
  };

  const loop = async (): Promise<void> => {
    for (let failures = 0; !stopped; ) {
      const startedAt = elapsed();
      try {
        await live();
        if (!stopped) log.warn({}, "the connection for hints was lost");
      } catch (error) {
        log.warn({ err: error }, "the connection for hints failed");
      }
      failures = elapsed() - startedAt > LONGEST_PAUSE_MS ? 0 : failures + 1;
      const wait = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures);
      if (!stopped) await Promise.race([pause(wait, 0.5), new Promise<void>((end) => (endPause = end))]);
    }
  };

  const done = loop();
  return {
    listening: () => listening,
    async stop() {
      stopped = true;
      endPause();
      await client?.end();
      await done;
    },
  };
}

/** Collects what is to be told and sends it, one NOTIFY at a time. */
function createTeller(client: DirectClient, instance: string, log: Log) {
  const lines = new HintLines();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending = false;
  let ended = false;
  let sentAt = Number.NEGATIVE_INFINITY;

  const send = async () => {
    timer = undefined;
    sending = true;
    sentAt = elapsed();
    try {
      await client.query("select pg_notify($1, $2)", [CHANNEL, lines.take(instance)], { prepare: true });
    } catch (error) {
      // A hint may be lost. When it was the connection that broke, its end says so.
      log.debug({ err: error }, "a hint could not be sent");
    }
    sending = false;
    if (lines.size > 0) schedule();
  };
  const schedule = () => {
    if (timer || sending || ended) return;
    timer = setTimeout(() => void send(), Math.max(0, sentAt + PACE_MS - elapsed()));
  };
  const heartbeat = setInterval(() => {
    if (!sending) client.query("select 1").catch(() => {});
  }, HEARTBEAT_MS);
  return {
    tell(news: News) {
      lines.add(news);
      schedule();
    },
    stop() {
      ended = true;
      clearTimeout(timer);
      clearInterval(heartbeat);
    },
  };
}
