/** The typed values of the API key form. */
export interface KeyDraft {
  name: string;
  scopes: string[];
  lifetime: string;
}

export const NEW_KEY: KeyDraft = { name: "", scopes: ["read"], lifetime: "365" };

/** Returns the typed values, valid or not. */
export function typedKey(form: FormData): KeyDraft {
  return {
    name: String(form.get("name") ?? ""),
    scopes: form.getAll("scopes").map(String),
    lifetime: String(form.get("lifetime") ?? ""),
  };
}

/** Hours for which a replaced key stays valid. */
export const OVERLAPS = ["0", "1", "24", "168"] as const;
