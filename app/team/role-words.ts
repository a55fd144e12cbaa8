import type { MemberRoles } from "#app/auth/team-rules.ts";
import type { PageTranslate } from "#app/i18n/page-words.tsx";

/** Returns the roles of a member in words: the one for the organisation, and for how many events there are others. */
export function roleWords(t: PageTranslate, { role, eventRoles }: MemberRoles): string {
  const count = Object.keys(eventRoles).length;
  const events = t("admin.team.events", { count });
  if (role === null) return count > 0 ? events : t("admin.team.change.noRole");
  const name = t(`admin.team.role.${role}`);
  return count > 0 ? t("admin.team.roleAndEvents", { role: name, events }) : name;
}
