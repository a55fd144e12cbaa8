import type { AdminServerKey } from "#app/i18n/admin-server-translate.ts";
import { en } from "#app/i18n/messages/admin/audit/en.ts";

type ActionIn<Key> = Key extends `admin.audit.action.${infer Action}` ? Action : never;
/** An action that has its own sentence. */
type AuditAction = ActionIn<keyof typeof en>;

const PREFIX = "admin.audit.action.";

/** The actions that have their own sentence; the log may contain others, of other releases. */
const AUDIT_ACTIONS = Object.keys(en)
  .filter((key) => key.startsWith(PREFIX))
  .map((key) => key.slice(PREFIX.length)) as AuditAction[];

/** Returns the key of an action's sentence; undefined for an action of another release. */
export function sentenceOf(action: string): AdminServerKey | undefined {
  const known = AUDIT_ACTIONS.find((each) => each === action);
  return known && `${PREFIX}${known}`;
}

type GroupIn<Key> = Key extends `admin.audit.group.${infer Group}` ? Group : never;
/** The first part of an action: what was changed. */
export type AuditGroup = GroupIn<keyof typeof en>;

/** The groups that the log can be filtered by. */
export const AUDIT_GROUPS = Object.keys(en)
  .filter((key) => key.startsWith("admin.audit.group."))
  .map((key) => key.slice("admin.audit.group.".length)) as AuditGroup[];

/** Returns the actions of a group. */
export function actionsOf(group: AuditGroup): string[] {
  return AUDIT_ACTIONS.filter((action) => action.startsWith(`${group}.`));
}
