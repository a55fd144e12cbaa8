import { z } from "zod";
import { issue } from "#app/i18n/admin-server-translate.ts";
import { oneLine } from "#app/platform/text/normalise.ts";
import { SCOPES } from "./key-secret.ts";

const DAY = 24 * 60 * 60 * 1_000;

/** How long a new key lives, in days; 0 for as long as nobody revokes it. */
const LIFETIMES = ["30", "90", "365", "0"] as const;
export type Lifetime = (typeof LIFETIMES)[number];

/** What a member types about a new key. */
export const keyForm = z.object({
  name: z
    .string({ error: issue("admin.form.key.name") })
    .overwrite(oneLine)
    .min(1, issue("admin.form.key.name"))
    .max(100, issue("admin.form.tooLong")),
  scopes: z.array(z.enum(SCOPES, issue("admin.form.chooseFromList"))).min(1, issue("admin.form.chooseOne")),
  lifetime: z.enum(LIFETIMES, issue("admin.form.key.lifetime")),
});

/** When a key that is made now ends; null for never. */
export function endOf(lifetime: Lifetime, now: Date): Date | null {
  return lifetime === "0" ? null : new Date(now.getTime() + Number(lifetime) * DAY);
}
