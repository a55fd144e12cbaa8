import { z } from "zod";
import { issue } from "#app/i18n/admin-server-translate.ts";
import { oneLine } from "#app/platform/text/normalise.ts";
import { SCOPES } from "./key-secret.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;

/** The lifetimes of new keys in days; 0 for no expiry. */
const LIFETIMES = ["30", "90", "365", "0"] as const;
export type Lifetime = (typeof LIFETIMES)[number];

/** The schema of the form for a new key. */
export const keyForm = z.object({
  name: z
    .string({ error: issue("admin.form.key.name") })
    .overwrite(oneLine)
    .min(1, issue("admin.form.key.name"))
    .max(100, issue("admin.form.tooLong")),
  scopes: z.array(z.enum(SCOPES, issue("admin.form.chooseFromList"))).min(1, issue("admin.form.chooseOne")),
  lifetime: z.enum(LIFETIMES, issue("admin.form.key.lifetime")),
});

/** Returns the expiry of a key created now; null for none. */
export function endOf(lifetime: Lifetime, now: Date): Date | null {
  return lifetime === "0" ? null : new Date(now.getTime() + Number(lifetime) * DAY_MS);
}
