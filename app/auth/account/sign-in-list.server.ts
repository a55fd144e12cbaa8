import { and, desc, eq } from "drizzle-orm";
import { recordAccountChange } from "#app/audit-log/record.server.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import { type Ctx, transact } from "#app/platform/ctx.ts";
import { isId } from "#app/platform/ids.ts";
import type { Db } from "#db/client.ts";
import { signIns } from "#db/schema/index.ts";
import { type Browser, endSignInsOf, isLive, tokenHashOf } from "../sign-ins.server.ts";
import { type BrowserName, browserNameOf } from "./browser-name.server.ts";

/** One sign-in of a user, as they see it. */
export interface ListedSignIn {
  id: string;
  browser: BrowserName;
  startedAt: Date;
  /** Accurate to five minutes. */
  lastSeenAt: Date;
  /** Whether it is that of the browser which asks. */
  isThis: boolean;
}

/** Nobody has more browsers; older sign-ins end with "everywhere else". */
const MAX_LISTED_SIGN_INS = 100;

/** Lists the valid sign-ins of a user: that of the asking browser, then the others, the last used one first. */
export async function listSignIns(db: Db, userId: string, browser: Browser): Promise<ListedSignIn[]> {
  const own = tokenHashOf(browser) ?? new Uint8Array();
  const rows = await db
    .select({
      id: signIns.id,
      userAgent: signIns.userAgent,
      startedAt: signIns.createdAt,
      lastSeenAt: signIns.lastSeenAt,
      isThis: eq(signIns.tokenHash, own).mapWith(Boolean),
    })
    .from(signIns)
    .where(and(eq(signIns.userId, userId), isLive))
    .orderBy(desc(eq(signIns.tokenHash, own)), desc(signIns.lastSeenAt), desc(signIns.id))
    .limit(MAX_LISTED_SIGN_INS);
  return rows.map(({ userAgent, ...row }) => ({ ...row, browser: browserNameOf(userAgent) }));
}

/** Ends one sign-in of a user on all instances. Does nothing if it has ended already, or belongs to another user. */
export async function endOwnSignIn(ctx: Ctx, userId: string, id: string): Promise<CommandResult> {
  if (!isId(id)) return { ok: true };
  await transact(ctx, async (tx) => {
    const ended = await tx.tx
      .delete(signIns)
      .where(and(eq(signIns.userId, userId), eq(signIns.id, id)))
      .returning({ id: signIns.id });
    if (ended.length === 0) return;
    await recordAccountChange(tx, { action: "account.sign-in-ended", object: { kind: "sign-in", id } });
  });
  return { ok: true };
}

/** Ends the sign-ins of a user in all browsers but this one. */
export async function endOtherSignIns(ctx: Ctx, userId: string, browser: Browser): Promise<CommandResult> {
  await transact(ctx, async (tx) => {
    const endedSignIns = await endSignInsOf(tx.tx, userId, browser);
    if (endedSignIns === 0) return;
    await recordAccountChange(tx, {
      action: "account.other-sign-ins-ended",
      object: { kind: "user", id: userId },
      after: { endedSignIns },
    });
  });
  return { ok: true };
}
