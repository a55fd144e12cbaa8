import { toBase64Url } from "#app/platform/secrets.ts";
import { sha256 } from "#app/platform/sha256.ts";
import { capabilitiesOf, ROLES, type Role } from "./capabilities.ts";

/** The roles of a member: for the organisation as a whole, and for single events by event id. */
export interface MemberRoles {
  /** Null for members of single events. */
  role: Role | null;
  eventRoles: Record<string, Role>;
}

/** Roles that include the management of the team or of its owners concern the organisation as a whole. */
const isForEvents = (role: Role) => !capabilitiesOf(role).has("manageTeam");

/** The roles that can be given for single events. */
export const EVENT_ROLES = ROLES.filter(isForEvents);
/** The roles that an invitation can give: ownership is given to members only. */
export const INVITED_ROLES = ROLES.filter((role) => !isOwner(role));

/** Returns whether a role includes ownership. */
export function isOwner(role: Role | null): boolean {
  return capabilitiesOf(role).has("manageOwners");
}

/** Returns whether members with a role manage the team. */
export function isTeamManager(role: Role | null): boolean {
  return capabilitiesOf(role).has("manageTeam");
}

interface TeamChange {
  actor: { userId: string; role: Role | null };
  member: { userId: string; role: Role | null };
  /** The member's role afterwards; null also for a member who is removed. */
  next: Role | null;
}

/**
 * Returns why a member may not change or remove another one: TEAM_FORBIDDEN without the capability, OWNERS_ONLY if the change
 * concerns an owner and the member is none, and OWN_ROLE for their own role. That an organisation keeps an owner is a
 * trigger's rule.
 */
export function refusalOfTeamChange({ actor, member, next }: TeamChange) {
  if (!isTeamManager(actor.role)) return "TEAM_FORBIDDEN";
  if ((isOwner(member.role) || isOwner(next)) && !isOwner(actor.role)) return "OWNERS_ONLY";
  if (actor.userId === member.userId && !isOwner(actor.role)) return "OWN_ROLE";
  return undefined;
}

/** Returns the version of a member's roles, which a form carries: it differs whenever the roles do. */
export function versionOfRoles({ role, eventRoles }: MemberRoles): string {
  return toBase64Url(sha256(JSON.stringify([role, sortedRoles(eventRoles)])));
}

/** Returns the roles for single events, in the order of the events' ids. */
export function sortedRoles(eventRoles: Record<string, Role>): [eventId: string, role: Role][] {
  return Object.entries(eventRoles).sort(([a], [b]) => (a < b ? -1 : 1));
}
