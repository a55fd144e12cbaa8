import type { AppLoadContext } from "@remix-run/server-runtime";
import type { Actor, Ctx } from "#app/platform/ctx.ts";
import { ctxOf } from "#app/platform/http/ctx-of-request.ts";
import { NO_ORGANIZATION } from "#db/schema/index.ts";

/** Returns the Ctx of a request about a user's own account, outside of every organisation. */
export function accountCtx(context: AppLoadContext, actor?: Actor): Ctx {
  return ctxOf(context, NO_ORGANIZATION, actor);
}

/** Returns the Ctx of a transaction in which the user of a link acts. */
export function asUser<Tx extends Ctx>(tx: Tx, userId: string): Tx {
  return { ...tx, actor: { kind: "member", id: userId } };
}
