import { type AppLoadContext, redirect } from "@remix-run/server-runtime";
import { asc, eq } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { ctxOf } from "#app/platform/http/ctx-of-request.ts";
import * as paths from "#app/platform/http/paths.ts";
import { problemResponse } from "#app/platform/http/problems.ts";
import { members, organizations } from "#db/schema/index.ts";
import { type Capability, can, type Role } from "./capabilities.ts";
import { findSignedIn, type SignedIn } from "./sign-ins.server.ts";

export interface Member extends SignedIn {
  role: Role;
  organizationId: string;
  organization: string;
}

/** Who is signed in, and for which organisation; undefined where nobody is, or where they are nobody's member. */
export async function findMember(request: Request, context: AppLoadContext): Promise<Member | undefined> {
  const signedIn = await findSignedIn(context.db, request, context.secure);
  if (!signedIn) return undefined;
  const [found] = await context.db
    .select({ role: members.role, organizationId: members.organizationId, organization: organizations.name })
    .from(members)
    .innerJoin(organizations, eq(organizations.id, members.organizationId))
    .where(eq(members.userId, signedIn.userId))
    .orderBy(asc(members.createdAt))
    .limit(1);
  return found && { ...signedIn, ...found };
}

/**
 * Returns the signed-in member and a Ctx of their organisation. Throws a redirect to the sign-in page where nobody is
 * signed in, and a 403 where the member's role does not include the capability.
 */
export async function requireMember(
  request: Request,
  context: AppLoadContext,
  capability: Capability,
): Promise<{ member: Member; ctx: Ctx }> {
  const member = await findMember(request, context);
  if (!member) throw redirect(paths.signIn(comeBackTo(request)));
  if (!can(member, capability)) throw problemResponse("forbidden");
  return { member, ctx: ctxOf(context, member.organizationId, { kind: "member", id: member.userId }) };
}

/** Where to come back to after signing in: the page itself, or, for what a page sent, the page it came from. */
function comeBackTo(request: Request): string | undefined {
  if (request.method !== "GET") return undefined;
  const url = new URL(request.url);
  return url.pathname.replace(/\.data$/, "") + url.search;
}
