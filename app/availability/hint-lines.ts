import type { News } from "./changes.server.ts";

/** What one NOTIFY can carry is below 8,000 bytes. */
const MOST_BYTES = 7_900;
/** Who has more to tell than this has nothing to tell in time: the oldest is left to the TTL. */
const MOST_WAITING = 5_000;

/** What waits to be told to the other instances: one line a resource or topic, of the newest news only. */
export class HintLines {
  readonly #lines = new Map<string, string>();

  add(news: News): void {
    const subject = news.kind === "forget-all" ? news.prefix : news.topic;
    const key = `${news.kind} ${subject}`;
    // At the end of the row again, so that what is left out is what has been waiting longest.
    this.#lines.delete(key);
    this.#lines.set(key, news.kind === "resource" ? `${key} ${news.version}` : key);
    if (this.#lines.size > MOST_WAITING) this.#lines.delete(this.#lines.keys().next().value ?? "");
  }

  get size(): number {
    return this.#lines.size;
  }

  /** As many lines as one NOTIFY can carry, the oldest first, below the name of the instance that tells. */
  take(instance: string): string {
    let payload = instance;
    for (const [key, line] of this.#lines) {
      if (payload.length + 1 + line.length > MOST_BYTES) break;
      payload += `\n${line}`;
      this.#lines.delete(key);
    }
    return payload;
  }
}

/** What another instance has told; nothing for what this one has told itself. Lines of a newer Reservo are passed over. */
export function readHints(payload: string, instance: string): News[] {
  const [from, ...lines] = payload.split("\n");
  if (from === instance) return [];
  return lines.flatMap((line): News[] => {
    const space = line.indexOf(" ");
    const [kind, subject] = [line.slice(0, space), line.slice(space + 1)];
    if (kind === "forget-all") return [{ kind, prefix: subject }];
    if (kind === "forget" || kind === "topic") return [{ kind, topic: subject }];
    if (kind !== "resource") return [];
    const end = subject.lastIndexOf(" ");
    return [{ kind, topic: subject.slice(0, end), version: Number(subject.slice(end + 1)) }];
  });
}
