import { data } from "@remix-run/server-runtime";
import type { Role } from "#app/auth/capabilities.ts";
import { findMember, type TeamMember } from "#app/auth/team.server.ts";
import { isOwner, refusalOfTeamChange } from "#app/auth/team-rules.ts";
import type { AdminServerTranslate } from "#app/i18n/admin-server-translate.ts";
import { memberMessage } from "#app/i18n/refusal-messages.ts";
import { findOrganization } from "#app/organizations/organizations.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import type { Locale } from "#app/platform/locales.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { eventsIn, type MemberDraft, memberConflict } from "./member-form.ts";
import { listChoice, titlesOf } from "./pick-events.server.ts";

interface Visitor {
  actor: { userId: string; role: Role | null };
  query: URLSearchParams;
  locale: Locale;
  t: AdminServerTranslate;
}

/** Reads a member's page, and what the acting member may change there. */
export async function readMember(ctx: Ctx, member: TeamMember, { actor, query, locale, t }: Visitor) {
  const [choice, organization] = await Promise.all([
    listChoice(ctx, query.get("q") ?? "", Object.keys(member.eventRoles)),
    findOrganization(ctx.db, ctx.organizationId),
  ]);
  const refusal = refusalOfTeamChange({ actor, member, next: member.role });
  const isByOwner = isOwner(actor.role);
  return {
    member,
    choice,
    refusal: refusal && t(memberMessage(refusal)),
    isByOwner,
    mayTransfer: isByOwner && actor.userId !== member.userId && !isOwner(member.role),
    saved: query.has("saved"),
    moment: { locale, timeZone: organization?.timeZone ?? "UTC" },
  };
}

/** Returns the data of a form with errors, with the events that were chosen in it. */
export async function refuseForm(
  ctx: Ctx,
  draft: MemberDraft,
  { errors, search }: { errors: FormErrors; search: string | null },
) {
  const choice = await listChoice(ctx, search ?? "", eventsIn(draft));
  return data({ draft, choice, errors }, { status: statusOf("INVALID_FORM") });
}

/**
 * Returns the data of a form that was opened with an earlier version, with which it overwrites the current one; undefined if
 * its roles are those that are saved.
 */
export async function answerConflict(
  ctx: Ctx,
  userId: string,
  { draft, t }: { draft: MemberDraft; t: AdminServerTranslate },
) {
  const saved = await findMember(ctx, userId);
  if (!saved) return undefined;
  const ids = [...Object.keys(saved.eventRoles), ...Object.keys(draft.eventRoles)];
  const [events, choice] = await Promise.all([titlesOf(ctx, ids), listChoice(ctx, "", eventsIn(draft))]);
  const conflict = memberConflict(saved, draft, { events, t });
  if (conflict.differences.length === 0) return undefined;
  return { draft: { ...draft, version: conflict.version }, choice, conflict };
}
