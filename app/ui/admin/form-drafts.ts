import { now } from "#app/platform/clock.ts";
import { FORM_KEY } from "#app/platform/http/form-key.ts";

// Unsaved changes of long forms, stored in the browser so that closing the tab does not lose them.

export interface FormDraft {
  /** Unix time in milliseconds. */
  keptAt: number;
  entries: [name: string, value: string][];
}

const PREFIX = "reservo:changes:";
/** Changes older than this are dropped. */
const MAX_AGE_MS = 7 * 24 * 60 * 60 * 1_000;

const keyOf = (path: string) => PREFIX + path;

/** Stores the current fields of a form. */
export function saveFormDraft(path: string, form: HTMLFormElement): void {
  const kept: FormDraft = { keptAt: now().getTime(), entries: entriesOf(form) };
  withStorage((storage) => storage.setItem(keyOf(path), JSON.stringify(kept)));
}

/** Returns the fields of a form, without its key and files. */
function entriesOf(form: HTMLFormElement): [string, string][] {
  const entries = [...new FormData(form)];
  return entries.filter(
    (entry): entry is [string, string] => entry[0] !== FORM_KEY && typeof entry[1] === "string",
  );
}

/** Returns the stored changes if they differ from the form's current fields, ignoring its version. */
export function formDraftIfChanged(
  form: HTMLFormElement,
  kept: FormDraft | undefined,
): FormDraft | undefined {
  const written = (entries: [string, string][]) =>
    JSON.stringify(entries.filter(([name]) => name !== "version"));
  return kept && written(kept.entries) !== written(entriesOf(form)) ? kept : undefined;
}

/** Returns the stored changes of the form at a path; undefined if there are none, or they are old or malformed. */
export function readFormDraft(path: string): FormDraft | undefined {
  const text = withStorage((storage) => storage.getItem(keyOf(path)));
  if (!text) return undefined;
  try {
    const { keptAt, entries } = JSON.parse(text) as FormDraft;
    const isRecent = now().getTime() - keptAt < MAX_AGE_MS;
    if (isRecent && entries.every(([name, value]) => typeof name === "string" && typeof value === "string")) {
      return { keptAt, entries };
    }
  } catch {
    // Malformed data is treated as missing.
  }
  deleteFormDraft(path);
  return undefined;
}

/** Deletes the stored changes of the form at a path. */
export function deleteFormDraft(path: string): void {
  withStorage((storage) => storage.removeItem(keyOf(path)));
}

/** Deletes all stored changes, since another person may use the browser next. */
export function deleteAllFormDrafts(): void {
  withStorage((storage) => {
    for (const key of Object.keys(storage)) if (key.startsWith(PREFIX)) storage.removeItem(key);
  });
}

/** Runs `act` with the storage; undefined if the browser denies access or the storage is full. */
function withStorage<Result>(act: (storage: Storage) => Result): Result | undefined {
  try {
    return act(localStorage);
  } catch {
    return undefined;
  }
}
