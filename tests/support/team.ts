import type { AppLoadContext } from "@remix-run/node";
import { sql } from "drizzle-orm";
import type { Role } from "#app/auth/capabilities.ts";
import { findMember } from "#app/auth/team.server.ts";
import { versionOfRoles } from "#app/auth/team-rules.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { eventMembers } from "#db/schema/index.ts";
import { ctxIn } from "./ctx.ts";
import { cookieOf, makeUser } from "./members.ts";

export interface MadeMember {
  userId: string;
  email: string;
  cookie: string;
  /** A Ctx in which the member acts. */
  ctx: Ctx;
}

/** Creates a member with a role for the organisation, or none, and roles for single events, and signs them in. */
export async function makeMember(
  context: AppLoadContext,
  { organizationId }: Ctx,
  role: Role | null,
  eventRoles: Record<string, Role> = {},
): Promise<MadeMember> {
  const user = await makeUser(context, { organizationId, role });
  const rows = Object.entries(eventRoles).map(([eventId, each]) => ({
    organizationId,
    eventId,
    userId: user.userId,
    role: each,
  }));
  if (rows.length > 0) await context.db.insert(eventMembers).values(rows);
  const cookie = await cookieOf(context, user.userId);
  return { ...user, cookie, ctx: ctxIn(context.db, organizationId, { kind: "member", id: user.userId }) };
}

/** Returns the version of a member's roles, as their page's form carries it. */
export async function versionOf(ctx: Ctx, userId: string): Promise<string> {
  const member = await findMember(ctx, userId);
  return member ? versionOfRoles(member) : "none";
}

/** Returns the actions that the audit log of the organisation has recorded, in order. */
export async function recordedActions({ db, organizationId }: Ctx): Promise<string[]> {
  const rows = await db.execute<{ action: string }>(
    sql`select action from audit_log where organization_id = ${organizationId} order by sequence`,
  );
  return rows.map(({ action }) => action);
}
