import type { Hint } from "./changes.server.ts";

/** Maximum payload of one NOTIFY: PostgreSQL's limit is just below 8,000 bytes. */
const MAX_PAYLOAD_BYTES = 7_900;
/** Maximum queued hints. Beyond that they would arrive too late anyway, so the oldest are dropped in favour of the TTL. */
const MAX_QUEUED = 5_000;

/** The queue of hints to other instances: one line per resource or topic, with its newest hint only. */
export class HintLines {
  readonly #lines = new Map<string, string>();

  add(hint: Hint): void {
    const subject = hint.kind === "forget-all" ? hint.prefix : hint.topic;
    const key = `${hint.kind} ${subject}`;
    // Moves the key to the end, so that the first key is the one queued longest.
    this.#lines.delete(key);
    this.#lines.set(key, hint.kind === "resource" ? `${key} ${hint.version}` : key);
    if (this.#lines.size > MAX_QUEUED) this.#lines.delete(this.#lines.keys().next().value ?? "");
  }

  get size(): number {
    return this.#lines.size;
  }

  /** Removes as many lines as fit into one NOTIFY, oldest first, and returns them below the name of this instance. */
  take(instance: string): string {
    let payload = instance;
    for (const [key, line] of this.#lines) {
      if (payload.length + 1 + line.length > MAX_PAYLOAD_BYTES) break;
      payload += `\n${line}`;
      this.#lines.delete(key);
    }
    return payload;
  }
}

/** Parses the hints of another instance. Returns none for this instance's own payload; ignores lines of unknown kinds. */
export function readHints(payload: string, instance: string): Hint[] {
  const [from, ...lines] = payload.split("\n");
  if (from === instance) return [];
  return lines.flatMap((line): Hint[] => {
    const space = line.indexOf(" ");
    const [kind, subject] = [line.slice(0, space), line.slice(space + 1)];
    if (kind === "forget-all") return [{ kind, prefix: subject }];
    if (kind === "forget" || kind === "topic") return [{ kind, topic: subject }];
    if (kind !== "resource") return [];
    const end = subject.lastIndexOf(" ");
    return [{ kind, topic: subject.slice(0, end), version: Number(subject.slice(end + 1)) }];
  });
}
