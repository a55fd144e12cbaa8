/** An API key as it is being typed. */
export interface KeyDraft {
  name: string;
  scopes: string[];
  lifetime: string;
}

export const NEW_KEY: KeyDraft = { name: "", scopes: ["read"], lifetime: "365" };

/** Returns what was typed, valid or not. */
export function typedKey(form: FormData): KeyDraft {
  return {
    name: String(form.get("name") ?? ""),
    scopes: form.getAll("scopes").map(String),
    lifetime: String(form.get("lifetime") ?? ""),
  };
}

/** How long a key that is replaced goes on working, in hours. */
export const OVERLAPS = ["0", "1", "24", "168"] as const;
