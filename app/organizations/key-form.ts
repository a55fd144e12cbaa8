import { z } from "zod";
import { issue } from "#app/i18n/admin-server-translate.ts";
import { readNetwork } from "#app/platform/text/network.ts";
import { oneLine } from "#app/platform/text/normalise.ts";
import { SCOPES } from "./key-secret.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;

/** The lifetimes of new keys in days; 0 for no expiry. */
const LIFETIMES = ["30", "90", "365", "0"] as const;
export type Lifetime = (typeof LIFETIMES)[number];

const MAX_NETWORKS = 50;
/** In characters: twice what the longest networks take. */
const MAX_NETWORKS_CHARACTERS = 5_000;
/** The part of a wrong line that its message repeats. */
const MAX_QUOTED_CHARACTERS = 60;

const name = z
  .string({ error: issue("admin.form.key.name") })
  .overwrite(oneLine)
  .min(1, issue("admin.form.key.name"))
  .max(100, issue("admin.form.tooLong"));

/** Networks, one per line; the result has each of them once. */
const networks = z
  .string()
  .max(MAX_NETWORKS_CHARACTERS, issue("admin.form.tooLong"))
  .transform((text, { addIssue }) => {
    // Numbered as they are shown again, with blank lines.
    const lines = text.split(/\r\n|\r|\n/).map((line, index) => ({ line: oneLine(line), number: index + 1 }));
    const typed = lines.filter(({ line }) => line !== "");
    const wrong = typed.find(({ line }) => readNetwork(line) === undefined);
    const read = [...new Set(typed.flatMap(({ line }) => readNetwork(line) ?? []))];
    if (wrong) {
      const params = { number: wrong.number, line: wrong.line.slice(0, MAX_QUOTED_CHARACTERS) };
      addIssue({ code: "custom", message: issue("admin.form.key.network"), params });
    } else if (read.length > MAX_NETWORKS) {
      const params = { maximum: MAX_NETWORKS };
      addIssue({ code: "custom", message: issue("admin.form.key.tooManyNetworks"), params });
    }
    return read;
  })
  .default([]);

/** The schema of the form for a new key. */
export const keyForm = z.object({
  name,
  scopes: z.array(z.enum(SCOPES, issue("admin.form.chooseFromList"))).min(1, issue("admin.form.chooseOne")),
  networks,
  lifetime: z.enum(LIFETIMES, issue("admin.form.key.lifetime")),
});

/** The schema of the form that changes a key, with the version that it was opened with. */
export const keyChangeForm = z.object({ name, networks, version: z.number().int().default(0) });

/** Returns the expiry of a key created now; null for none. */
export function endOf(lifetime: Lifetime, now: Date): Date | null {
  return lifetime === "0" ? null : new Date(now.getTime() + Number(lifetime) * DAY_MS);
}
