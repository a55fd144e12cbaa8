import { LRUCache } from "lru-cache";
import type { Db } from "#db/client.ts";
import { PerDatabase } from "#db/per-database.ts";

/**
 * A hint: a topic has changed (a resource at a version, or anything else with a name), or cache entries must be removed,
 * for one topic or a prefix.
 */
export type Hint =
  | { kind: "resource"; topic: string; version: number }
  | { kind: "topic"; topic: string }
  | { kind: "forget"; topic: string }
  | { kind: "forget-all"; prefix: string };

type Listener = () => void;

/** The listeners and topic versions of one instance. */
interface Changes {
  listeners: Map<string, Set<Listener>>;
  /** Number of announcements per topic, for recently announced topics. */
  versions: LRUCache<string, number>;
  /** Number of times that hints may have been missed. */
  epoch: number;
  /** Sends a hint to the other instances. */
  sendToOthers: ((hint: Hint) => void) | undefined;
}

/** One per database, like the cache. */
const changesOf = new PerDatabase<Changes>();

function changesIn(db: Db): Changes {
  let changes = changesOf.get(db);
  if (!changes) {
    changes = {
      listeners: new Map(),
      versions: new LRUCache({ max: 10_000 }),
      epoch: 0,
      sendToOthers: undefined,
    };
    changesOf.set(db, changes);
  }
  return changes;
}

/** Calls `listener` after each change of the topics known to this instance. Returns the function that unsubscribes. */
export function onChange(db: Db, topics: readonly string[], listener: Listener): () => void {
  const { listeners } = changesIn(db);
  for (const topic of topics) {
    const here = listeners.get(topic) ?? new Set();
    listeners.set(topic, here.add(listener));
  }
  return () => {
    for (const topic of topics) {
      const here = listeners.get(topic);
      here?.delete(listener);
      if (here?.size === 0) listeners.delete(topic);
    }
  };
}

/** Calls this instance's listeners of a topic. */
export function wake(db: Db, topic: string): void {
  for (const listener of [...(changesIn(db).listeners.get(topic) ?? [])]) listener();
}

/** Bumps the topic's version and calls its listeners. */
export function bumpTopic(db: Db, topic: string): void {
  const { versions } = changesIn(db);
  versions.set(topic, (versions.get(topic) ?? 0) + 1);
  wake(db, topic);
}

/**
 * Returns a version of the topic that differs after every change known to this instance, and whenever one may have been
 * missed. A cache stores the version from before its read, and reads again when it differs.
 */
export function editionOf(db: Db, topic: string): string {
  const { versions, epoch } = changesIn(db);
  return `${epoch}.${versions.get(topic) ?? 0}`;
}

/** Returns how often this instance was notified of a change of the topic. Unlike `editionOf`, missed hints do not change it. */
export function timesAnnounced(db: Db, topic: string): number {
  return changesIn(db).versions.get(topic) ?? 0;
}

/** Calls all listeners of this instance, since hints may have been missed. */
export function wakeAll(db: Db): void {
  changesIn(db).epoch += 1;
  const all = new Set([...changesIn(db).listeners.values()].flatMap((listeners) => [...listeners]));
  for (const listener of all) listener();
}

/** Sets the function that sends hints to other instances; undefined while there is no connection. */
export function setSendToOthers(db: Db, send: ((hint: Hint) => void) | undefined): void {
  changesIn(db).sendToOthers = send;
}

/** Sends a hint to the other instances, if there is a connection. */
export function sendToOthers(db: Db, hint: Hint): void {
  changesIn(db).sendToOthers?.(hint);
}

/**
 * Announces, after the commit, that a topic has changed, such as an event or a setting. Pages and streams that show it
 * read again: here at once, on other instances when the hint arrives. Hints may be lost, so correctness must not depend on
 * them.
 */
export function announce(db: Db, topic: string): void {
  bumpTopic(db, topic);
  sendToOthers(db, { kind: "topic", topic });
}
