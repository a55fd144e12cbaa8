/** The roles of members, as the database stores them. */
export const ROLES = ["owner", "admin", "editor", "check-in", "viewer"] as const;
export type Role = (typeof ROLES)[number];

const EVERYONE: readonly Role[] = ROLES;
const EDITORS: readonly Role[] = ["owner", "admin", "editor"];
const ADMINS: readonly Role[] = ["owner", "admin"];

/**
 * The capabilities of members, and the roles that include them. Permissions are checked against this table only.
 * Capabilities without a page already have their roles, so that adding a page needs no further decision.
 */
export const CAPABILITIES = {
  /** Read events, their sessions and their occupancy. */
  seeEvents: EVERYONE,
  /** Read names, addresses and answers of attendees. */
  seeContactData: EVERYONE,
  /** Book for guests, change and cancel their bookings, resend their mails. */
  bookForGuests: EDITORS,
  bookOverCapacity: ADMINS,
  takeMoney: EDITORS,
  markArrivals: ["owner", "admin", "editor", "check-in"],
  letInUnpaid: EDITORS,
  /** Create, edit, publish, embed, cancel and remove events. */
  editEvents: EDITORS,
  message: EDITORS,
  export: EDITORS,
  manageTeam: ADMINS,
  /** API keys and webhooks. */
  manageDevelopers: ADMINS,
  manageSettings: ADMINS,
  seeReports: ["owner", "admin", "editor", "viewer"],
  /** Read mails that were stored instead of being sent; they contain links of attendees. */
  readMailbox: ADMINS,
} as const satisfies Record<string, readonly Role[]>;

export type Capability = keyof typeof CAPABILITIES;

/** Returns whether the member's role includes the capability. */
export function can(member: { role: Role }, capability: Capability): boolean {
  const roles: readonly Role[] = CAPABILITIES[capability];
  return roles.includes(member.role);
}
