import { z } from "@hono/zod-openapi";
import { REFUSAL_CODES } from "#app/booking/refusals.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { ApiError } from "./errors.ts";
import type { ApiCall } from "./route.ts";

/** The field with which a request acts as the desk. */
export const As = z.literal("desk").optional().openapi({
  description:
    "Overrides the booking rules: the booking window, closed resources, the deadline for cancelling and the limits. Needs a key with the scope `desk` too. Capacity (except with `over`), cancelled resources and maintenance mode still refuse.",
});

/** The body of a request that has no other fields. */
export const DeskRequest = z.object({ as: As }).openapi("DeskRequest");

export const Warnings = z
  .array(z.enum(REFUSAL_CODES))
  .openapi({ description: "The booking rules that were overridden, in order of precedence.", example: [] });

/** The warnings of a response that only the desk's requests have. */
export const WarningsOfDesk = Warnings.optional().openapi({
  description: "With `as`: the booking rules that were overridden, in order of precedence.",
});

/** Returns the Ctx of a request, as the desk if it says so. Throws FORBIDDEN if the key lacks the scope `desk`. */
export function actingCtx({ ctx, caller }: Pick<ApiCall, "ctx" | "caller">, as: "desk" | undefined): Ctx {
  if (as === undefined) return ctx;
  if (caller.kind === "keyless") {
    throw new ApiError("MISSING_API_KEY", { headers: { "WWW-Authenticate": "Bearer" } });
  }
  if (!caller.scopes.includes("desk")) {
    throw new ApiError("FORBIDDEN", { message: 'This key lacks the scope "desk".' });
  }
  return { ...ctx, actsAs: as };
}
