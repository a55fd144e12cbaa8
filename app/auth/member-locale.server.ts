import { and, eq, sql } from "drizzle-orm";
import { recordAccountChange } from "#app/audit-log/record.server.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import { type Ctx, transact } from "#app/platform/ctx.ts";
import type { Locale } from "#app/platform/locales.ts";
import { users } from "#db/schema/index.ts";

/** Sets the language of organisers' pages for a user; null follows the browser. */
export function setMemberLocale(ctx: Ctx, userId: string, locale: Locale | null): Promise<CommandResult> {
  return transact(ctx, async (tx) => {
    const changed = await tx.tx
      .update(users)
      .set({ locale })
      .where(and(eq(users.id, userId), sql`${users.locale} is distinct from ${locale}`))
      .returning({ id: users.id });
    if (changed.length > 0) {
      const object = { kind: "user", id: userId };
      await recordAccountChange(tx, { action: "account.language-changed", object, after: { locale } });
    }
    return { ok: true };
  });
}
