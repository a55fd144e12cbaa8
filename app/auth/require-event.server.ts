import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/server-runtime";
import type { Event } from "#app/events/event.ts";
import { findEvent } from "#app/events/find-events.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { notFound } from "#app/platform/http/ctx-of-request.ts";
import { isId } from "#app/platform/ids.ts";
import type { Capability } from "./capabilities.ts";
import { type Member, requireMember } from "./require-member.server.ts";

/**
 * Returns the event that an address of the admin names by its id, for a member with that capability. Throws as `requireMember`
 * does, and a 404 where the member's organisation has no such event or has removed it.
 */
export async function requireEvent(
  { request, params, context }: LoaderFunctionArgs | ActionFunctionArgs,
  capability: Capability,
): Promise<{ ctx: Ctx; member: Member; event: Event }> {
  const { ctx, member } = await requireMember(request, context, capability);
  const id = params.id ?? "";
  const event = isId(id) ? await findEvent(ctx, id) : undefined;
  if (!event || event.state === "removed") throw notFound();
  return { ctx, member, event };
}
