import { ROLES } from "#db/schema/values.ts";

export { ROLES };
export type Role = (typeof ROLES)[number];

const EVERYONE: readonly Role[] = ROLES;
const DESK: readonly Role[] = ["owner", "admin", "editor", "desk"];
const EDITORS: readonly Role[] = ["owner", "admin", "editor"];
const ADMINS: readonly Role[] = ["owner", "admin"];

/**
 * The capabilities of members, and the roles that include them. Permissions are checked against this table only, and the
 * page about the team shows it. Capabilities without a page already have their roles, so that adding a page needs no
 * further decision.
 */
export const CAPABILITIES = {
  /** Read events, their sessions and their occupancy. */
  seeEvents: EVERYONE,
  /** Read names, addresses and answers of attendees. */
  seeContactData: ["owner", "admin", "editor", "desk", "check-in"],
  /** Book for guests, change and cancel their bookings, resend their mails. */
  bookForGuests: DESK,
  bookOverCapacity: EDITORS,
  takeMoney: DESK,
  markArrivals: ["owner", "admin", "editor", "desk", "check-in"],
  letInUnpaid: DESK,
  /** Create, edit, publish, embed, cancel and remove events. */
  editEvents: EDITORS,
  message: EDITORS,
  export: EDITORS,
  /** Invite members, change their roles and remove them. */
  manageTeam: ADMINS,
  /** Appoint and dismiss owners. */
  manageOwners: ["owner"],
  /** API keys and webhooks. */
  manageDevelopers: ADMINS,
  manageSettings: ADMINS,
  seeReports: ["owner", "admin", "editor", "viewer"],
  seeAuditLog: ADMINS,
  /** Read mails that were stored instead of being sent; they contain links of attendees. */
  readMailbox: ADMINS,
} as const satisfies Record<string, readonly Role[]>;

export type Capability = keyof typeof CAPABILITIES;
export type CapabilitySet = ReadonlySet<Capability>;

/** The capabilities of a member: in the organisation as a whole, and in addition in single events, by event id. */
export interface Permissions {
  capabilities: CapabilitySet;
  eventCapabilities: ReadonlyMap<string, CapabilitySet>;
}

const NONE: CapabilitySet = new Set();
const setOf = (role: Role): CapabilitySet =>
  new Set((Object.keys(CAPABILITIES) as Capability[]).filter((each) => includes(each, role)));
const includes = (capability: Capability, role: Role) =>
  (CAPABILITIES[capability] as readonly Role[]).includes(role);
const SETS = new Map(ROLES.map((role) => [role, setOf(role)]));

/** Returns the capabilities of a role; none for null, the role of members of single events. */
export function capabilitiesOf(role: Role | null): CapabilitySet {
  return (role && SETS.get(role)) ?? NONE;
}

/** Returns the permissions of a member with a role for the organisation and roles for single events, by event id. */
export function permissionsOf(role: Role | null, eventRoles: Record<string, Role> = {}): Permissions {
  const eventCapabilities = Object.entries(eventRoles).map(
    ([id, each]) => [id, capabilitiesOf(each)] as const,
  );
  return { capabilities: capabilitiesOf(role), eventCapabilities: new Map(eventCapabilities) };
}

/** Returns whether the member has the capability in the event; without an event, in the organisation as a whole. */
export function can(member: Permissions, capability: Capability, eventId?: string): boolean {
  if (member.capabilities.has(capability)) return true;
  return eventId !== undefined && (member.eventCapabilities.get(eventId) ?? NONE).has(capability);
}

/** Returns whether the member has the capability in the organisation or in any event. */
export function canSomewhere(member: Permissions, capability: Capability): boolean {
  return can(member, capability) || eventsWith(member, capability)?.length !== 0;
}

/** Returns the ids of the events in which the member has the capability; undefined for all events of the organisation. */
export function eventsWith(member: Permissions, capability: Capability): string[] | undefined {
  if (can(member, capability)) return undefined;
  return [...member.eventCapabilities].filter(([, set]) => set.has(capability)).map(([id]) => id);
}
