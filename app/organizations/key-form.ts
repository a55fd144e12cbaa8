import { z } from "zod";
import { SCOPES } from "./key-secret.ts";

const DAY = 24 * 60 * 60 * 1_000;

/** How long a new key lives, in days; 0 for as long as nobody revokes it. */
const LIFETIMES = ["30", "90", "365", "0"] as const;
export type Lifetime = (typeof LIFETIMES)[number];

/** What a member types about a new key. */
export const keyForm = z.object({
  name: z
    .string({ error: "Give the key a name." })
    .trim()
    .min(1, "Give the key a name.")
    .max(100, "Use at most 100 characters."),
  scopes: z.array(z.enum(SCOPES, "Choose from the list.")).min(1, "Choose at least one."),
  lifetime: z.enum(LIFETIMES, "Choose how long it lives."),
});

/** When a key that is made now ends; null for never. */
export function endOf(lifetime: Lifetime, now: Date): Date | null {
  return lifetime === "0" ? null : new Date(now.getTime() + Number(lifetime) * DAY);
}
