import { eq } from "drizzle-orm";
import type { CommandResult } from "#app/platform/command-result.ts";
import type { Locale } from "#app/platform/locales.ts";
import type { Db } from "#db/client.ts";
import { users } from "#db/schema/index.ts";

/** Sets the language of organisers' pages for a user; null follows the browser. */
export async function setMemberLocale(db: Db, userId: string, locale: Locale | null): Promise<CommandResult> {
  await db.update(users).set({ locale }).where(eq(users.id, userId));
  return { ok: true };
}
