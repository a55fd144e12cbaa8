import { LRUCache } from "lru-cache";
import type { Db } from "#db/client.ts";
import { PerDatabase } from "#db/per-database.ts";

/**
 * What was announced: that a topic has changed (a resource at a version, or anything else that has a name), or that
 * everything whose name begins so is to be forgotten.
 */
export type News =
  | { kind: "resource"; topic: string; version: number }
  | { kind: "topic"; topic: string }
  | { kind: "forget"; topic: string }
  | { kind: "forget-all"; prefix: string };

type Hear = () => void;

/** Who wants to hear of what, in one instance. */
interface Changes {
  hearers: Map<string, Set<Hear>>;
  /** How often a topic was announced, as far as anybody may still ask. */
  editions: LRUCache<string, number>;
  /** How often everything has become doubtful. */
  doubts: number;
  /** Tells the other instances. */
  tellOthers: ((news: News) => void) | undefined;
}

/** An instance has one a database, as it has one cache. */
const changesOf = new PerDatabase<Changes>();

function changesIn(db: Db): Changes {
  let changes = changesOf.get(db);
  if (!changes) {
    changes = {
      hearers: new Map(),
      editions: new LRUCache({ max: 10_000 }),
      doubts: 0,
      tellOthers: undefined,
    };
    changesOf.set(db, changes);
  }
  return changes;
}

/** Calls `hear` after each change of the topics that this instance learns of, until the answer is called. */
export function onChange(db: Db, topics: readonly string[], hear: Hear): () => void {
  const { hearers } = changesIn(db);
  for (const topic of topics) {
    const here = hearers.get(topic) ?? new Set();
    hearers.set(topic, here.add(hear));
  }
  return () => {
    for (const topic of topics) {
      const here = hearers.get(topic);
      here?.delete(hear);
      if (here?.size === 0) hearers.delete(topic);
    }
  };
}

/** Wakes everybody in this instance who waits for the topic. */
export function wake(db: Db, topic: string): void {
  for (const hear of [...(changesIn(db).hearers.get(topic) ?? [])]) hear();
}

/** Counts a topic on and wakes those who wait for it. */
export function hearTopic(db: Db, topic: string): void {
  const { editions } = changesIn(db);
  editions.set(topic, (editions.get(topic) ?? 0) + 1);
  wake(db, topic);
}

/**
 * Differs whenever this instance has heard of a change of the topic, or could have missed one. Who remembers something
 * notes it before reading, and reads again when it differs.
 */
export function editionOf(db: Db, topic: string): string {
  const { editions, doubts } = changesIn(db);
  return `${doubts}.${editions.get(topic) ?? 0}`;
}

/** Returns how often this instance has heard of a change of the topic. Unlike `editionOf`, what it may have missed changes nothing. */
export function timesAnnounced(db: Db, topic: string): number {
  return changesIn(db).editions.get(topic) ?? 0;
}

/** Wakes everybody in this instance, since something may have been missed. */
export function wakeAll(db: Db): void {
  changesIn(db).doubts += 1;
  const everybody = new Set([...changesIn(db).hearers.values()].flatMap((hearers) => [...hearers]));
  for (const hear of everybody) hear();
}

/** Sets how other instances are told; undefined when they no longer can be. */
export function setTellOthers(db: Db, tell: ((news: News) => void) | undefined): void {
  changesIn(db).tellOthers = tell;
}

export function tellOthers(db: Db, news: News): void {
  changesIn(db).tellOthers?.(news);
}

/**
 * Says, after the commit, that something with a name has changed: an event, a setting. Pages and streams that show it
 * look again, here at once and on other instances when the hint arrives. It may be lost, so nothing correct rests on it.
 */
export function announce(db: Db, topic: string): void {
  hearTopic(db, topic);
  tellOthers(db, { kind: "topic", topic });
}
