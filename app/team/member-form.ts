import { z } from "zod";
import { ROLES, type Role } from "#app/auth/capabilities.ts";
import type { TeamMember } from "#app/auth/team.server.ts";
import { EVENT_ROLES, type MemberRoles, sortedRoles, versionOfRoles } from "#app/auth/team-rules.ts";
import { issue } from "#app/i18n/admin-server-translate.ts";
import type { PageTranslate } from "#app/i18n/page-words.tsx";
import type { Difference, SaveConflict } from "#app/ui/admin/save-conflict.ts";
import type { PickedEvent } from "./pick-events.server.ts";

/** The value of a choice of no role. */
export const NO_ROLE = "none";
const MAX_EVENT_ROLES = 500;

const roleAmong = (roles: readonly Role[]) =>
  z.enum([NO_ROLE, ...roles], { error: issue("admin.form.chooseFromList") });

/** The schema of a member's roles, with the version that the form was opened with. */
export const memberForm = z
  .object({
    role: roleAmong(ROLES),
    eventRoles: z
      .array(z.object({ event: z.string(), role: roleAmong(EVENT_ROLES) }))
      .max(MAX_EVENT_ROLES, issue("admin.form.invalid")),
    version: z.string().default(""),
  })
  .refine(({ role, eventRoles }) => role !== NO_ROLE || eventRoles.some((each) => each.role !== NO_ROLE), {
    path: ["role"],
    error: issue("admin.form.member.noRole"),
  });

/** Returns the roles that a parsed form gives. */
export function rolesIn({ role, eventRoles }: z.output<typeof memberForm>): MemberRoles {
  const given = eventRoles.flatMap((each) =>
    each.role === NO_ROLE ? [] : [[each.event, each.role] as const],
  );
  return { role: role === NO_ROLE ? null : role, eventRoles: Object.fromEntries(given) };
}

/** The values of the form: roles by event id, and `NO_ROLE` for none. */
export interface MemberDraft {
  role: string;
  eventRoles: Record<string, string>;
  version: string;
}

/** Returns the roles of a member as values of the form. */
export function draftOf({ role, eventRoles }: MemberRoles): MemberDraft {
  return { role: role ?? NO_ROLE, eventRoles, version: versionOfRoles({ role, eventRoles }) };
}

/** Returns the typed values, valid or not. */
export function typedMember(form: FormData): MemberDraft {
  const text = (name: string) => String(form.get(name) ?? "").slice(0, 100);
  const rows = [...form.keys()].flatMap((name) => /^(eventRoles\[\d+\])\.event$/.exec(name)?.[1] ?? []);
  const eventRoles = rows.map((row) => [text(`${row}.event`), text(`${row}.role`)]);
  return { role: text("role"), eventRoles: Object.fromEntries(eventRoles), version: text("version") };
}

/** Returns the differences between a form and the saved roles. `events` has the titles of all events of both. */
export function memberConflict(
  saved: TeamMember,
  typed: MemberDraft,
  { events, t }: { events: PickedEvent[]; t: PageTranslate },
): SaveConflict<string> {
  const { role, eventRoles, version } = draftOf(saved);
  const names = new Map(events.map(({ id, title }) => [id, title]));
  const ids = Object.keys({ ...eventRoles, ...typed.eventRoles });
  const all = [
    { label: t("admin.team.change.role"), saved: role, typed: typed.role },
    ...ids.map((id) => ({ label: names.get(id) ?? id, saved: eventRoles[id], typed: typed.eventRoles[id] })),
  ];
  const nameOf = (each: string | undefined) => {
    const known = ROLES.find((one) => one === each);
    return known ? t(`admin.team.role.${known}`) : t("admin.team.change.noRole");
  };
  const differences = all.flatMap((each): Difference[] => {
    const values = { saved: nameOf(each.saved), typed: nameOf(each.typed) };
    return values.saved === values.typed ? [] : [{ label: { text: each.label }, values }];
  });
  return { version, differences };
}

/** Returns the ids of the events in which a form gives or had roles. */
export function eventsIn(draft: MemberDraft): string[] {
  return sortedRoles(draft.eventRoles as Record<string, Role>)
    .filter(([, role]) => role !== (NO_ROLE as string))
    .map(([id]) => id);
}
