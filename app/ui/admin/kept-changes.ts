import { now } from "#app/platform/clock.ts";
import { FORM_KEY } from "#app/platform/http/form-key.ts";

// Unsaved changes of a long form, kept in the browser so that closing the tab does not lose them.

export interface KeptChanges {
  /** Milliseconds since 1970. */
  keptAt: number;
  entries: [name: string, value: string][];
}

const PREFIX = "reservo:changes:";
/** Older ones are of no use to anybody. */
const KEPT_FOR_MS = 7 * 24 * 60 * 60 * 1_000;

const keyOf = (path: string) => PREFIX + path;

/** Keeps what a form holds now. */
export function keepChanges(path: string, form: HTMLFormElement): void {
  const kept: KeptChanges = { keptAt: now().getTime(), entries: entriesOf(form) };
  withStorage((storage) => storage.setItem(keyOf(path), JSON.stringify(kept)));
}

/** Returns the fields of a form, without its key and files. */
function entriesOf(form: HTMLFormElement): [string, string][] {
  const entries = [...new FormData(form)];
  return entries.filter(
    (entry): entry is [string, string] => entry[0] !== FORM_KEY && typeof entry[1] === "string",
  );
}

/** Returns what was kept where it differs from what a form holds, whatever version of the event that was opened with. */
export function changesOf(form: HTMLFormElement, kept: KeptChanges | undefined): KeptChanges | undefined {
  const written = (entries: [string, string][]) =>
    JSON.stringify(entries.filter(([name]) => name !== "version"));
  return kept && written(kept.entries) !== written(entriesOf(form)) ? kept : undefined;
}

/** Returns what is kept of the form at a path; undefined where there is nothing, or nothing that can be read. */
export function readChanges(path: string): KeptChanges | undefined {
  const text = withStorage((storage) => storage.getItem(keyOf(path)));
  if (!text) return undefined;
  try {
    const { keptAt, entries } = JSON.parse(text) as KeptChanges;
    const isRecent = now().getTime() - keptAt < KEPT_FOR_MS;
    if (isRecent && entries.every(([name, value]) => typeof name === "string" && typeof value === "string")) {
      return { keptAt, entries };
    }
  } catch {
    // Somebody else's text under our name: as good as nothing.
  }
  dropChanges(path);
  return undefined;
}

export function dropChanges(path: string): void {
  withStorage((storage) => storage.removeItem(keyOf(path)));
}

/** Drops all of them, for a browser that somebody else may use next. */
export function dropAllChanges(): void {
  withStorage((storage) => {
    for (const key of Object.keys(storage)) if (key.startsWith(PREFIX)) storage.removeItem(key);
  });
}

/** A browser may refuse to store anything, or have no room; then nothing is kept. */
function withStorage<Result>(act: (storage: Storage) => Result): Result | undefined {
  try {
    return act(localStorage);
  } catch {
    return undefined;
  }
}
