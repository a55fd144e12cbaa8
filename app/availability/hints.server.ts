import { elapsed, pause } from "#app/platform/clock.ts";
import { newId } from "#app/platform/ids.ts";
import type { Log } from "#app/platform/log.ts";
import { type Db, type DirectClient, NO_LIMITS, openDirect, type ServerNotice } from "#db/client.ts";
import { applyHint, markAllStale } from "./cache.server.ts";
import { type Hint, setSendToOthers } from "./changes.server.ts";
import { HintLines, readHints } from "./hint-lines.ts";

export interface HintNeeds {
  db: Db;
  /** A direct connection URL: LISTEN does not work through a pooler. */
  url: string;
  log: Log;
  /** Called for each notice from the server. */
  onNotice?: (notice: ServerNotice) => void;
}

export interface Hints {
  /** Returns whether this instance currently receives the hints of others. */
  listening(): boolean;
  /** Closes the connection. Stops sending and receiving. */
  stop(): Promise<void>;
}

const CHANNEL = "reservo_hints";
/** Minimum interval between two NOTIFYs of an instance, in milliseconds. */
const MIN_NOTIFY_INTERVAL_MS = 20;
/** The interval of heartbeats on an idle connection, and the timeout of their response. */
const HEARTBEAT_MS = 5_000;
const HEARTBEAT_LIMITS = { ...NO_LIMITS, statementTimeoutMs: 1_000 };
const MIN_BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 5_000;

/**
 * Sends hints about committed changes to other instances and receives theirs, on a dedicated connection. Sends at most
 * one NOTIFY per 20 ms, outside booking transactions, where NOTIFY would serialise their commits. Without a connection no
 * hints are sent, and all entries count as outdated after each connection change; the cache's TTL bounds the staleness.
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
      limits: HEARTBEAT_LIMITS,
      onNotice,
    });
    if (stopped) return opened.end();
    client = opened;
    const sender = createSender(opened, instance, log);
    try {
      await opened.listen(CHANNEL, (payload) => {
        for (const hint of readHints(payload, instance)) applyHint(db, hint);
      });
      listening = true;
      // Hints sent between the end of the old connection and now were missed.
      markAllStale(db);
      setSendToOthers(db, sender.add);
      await opened.lost;
    } finally {
      client = undefined;
      listening = false;
      setSendToOthers(db, undefined);
      sender.stop();
      await opened.end();
      markAllStale(db);
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
      failures = elapsed() - startedAt > MAX_BACKOFF_MS ? 0 : failures + 1;
      const wait = Math.min(MAX_BACKOFF_MS, MIN_BACKOFF_MS * 2 ** failures);
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

/** Creates the queue that collects hints and sends them, one NOTIFY at a time. */
function createSender(client: DirectClient, instance: string, log: Log) {
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
      // Hints may be lost. A broken connection is reported by its `lost` promise.
      log.debug({ err: error }, "a hint could not be sent");
    }
    sending = false;
    if (lines.size > 0) schedule();
  };
  const schedule = () => {
    if (timer || sending || ended) return;
    timer = setTimeout(() => void send(), Math.max(0, sentAt + MIN_NOTIFY_INTERVAL_MS - elapsed()));
  };
  const heartbeat = setInterval(() => {
    if (!sending) client.query("select 1").catch(() => {});
  }, HEARTBEAT_MS);
  return {
    add(hint: Hint) {
      lines.add(hint);
      schedule();
    },
    stop() {
      ended = true;
      clearTimeout(timer);
      clearInterval(heartbeat);
    },
  };
}
