import { differencesIn, type SaveConflict } from "#app/ui/admin/save-conflict.ts";

/** The typed values of the form that changes an API key. */
export interface KeyChangeDraft {
  name: string;
  /** One per line. */
  networks: string;
}

/** The typed values of the form for a new API key. */
export interface KeyDraft extends KeyChangeDraft {
  scopes: string[];
  lifetime: string;
}

export const NEW_KEY: KeyDraft = { name: "", scopes: ["read"], networks: "", lifetime: "365" };

/** Returns the typed values of a new key, valid or not. */
export function typedKey(form: FormData): KeyDraft {
  const { name, networks } = typedKeyChange(form);
  const scopes = form.getAll("scopes").map(String);
  return { name, scopes, networks, lifetime: String(form.get("lifetime") ?? "") };
}

/** Returns the typed values of a change, valid or not. */
export function typedKeyChange(form: FormData): KeyChangeDraft {
  return { name: String(form.get("name") ?? ""), networks: String(form.get("networks") ?? "") };
}

interface Changeable {
  name: string;
  networks: readonly string[];
}

/** Returns the differences between a submitted form and the saved key. */
export function keyConflict(saved: Changeable, typed: Changeable, version: number): SaveConflict {
  const pick = ({ name, networks }: Changeable) => ({ name, networks });
  const labels = { name: "admin.keys.name", networks: "admin.keys.networks" } as const;
  return { version, differences: differencesIn(pick(saved), pick(typed), labels) };
}

/** Hours for which a replaced key stays valid. */
export const OVERLAPS = ["0", "1", "24", "168"] as const;
