import { expect, it } from "vitest";
import {
  CAPABILITIES,
  type Capability,
  can,
  canSomewhere,
  capabilitiesOf,
  eventsWith,
  permissionsOf,
  ROLES,
} from "./capabilities.ts";

/** One column per role, in the order of ROLES: owner, admin, editor, desk, check-in, viewer. */
const TABLE: Record<Capability, string> = {
  seeEvents: "yes yes yes yes yes yes",
  seeContactData: "yes yes yes yes yes no",
  bookForGuests: "yes yes yes yes no no",
  bookOverCapacity: "yes yes yes no no no",
  takeMoney: "yes yes yes yes no no",
  markArrivals: "yes yes yes yes yes no",
  letInUnpaid: "yes yes yes yes no no",
  editEvents: "yes yes yes no no no",
  message: "yes yes yes no no no",
  export: "yes yes yes no no no",
  manageTeam: "yes yes no no no no",
  manageOwners: "yes no no no no no",
  manageDevelopers: "yes yes no no no no",
  manageSettings: "yes yes no no no no",
  seeReports: "yes yes yes no no yes",
  seeAuditLog: "yes yes no no no no",
  readMailbox: "yes yes no no no no",
};
const ALL = Object.keys(CAPABILITIES) as Capability[];

it("lets each role do what the table says, and nothing else", () => {
  const actual = ALL.map((capability) => [
    capability,
    ROLES.map((role) => (can(permissionsOf(role), capability) ? "yes" : "no")).join(" "),
  ]);
  expect(Object.fromEntries(actual)).toEqual(TABLE);
});

it("lets an owner do everything", () => {
  expect(ALL.filter((capability) => !can(permissionsOf("owner"), capability))).toEqual([]);
});

it("limits the role for an event to that event", () => {
  const member = permissionsOf(null, { summer: "editor", winter: "check-in" });
  expect(can(member, "editEvents")).toBe(false);
  expect(can(member, "editEvents", "summer")).toBe(true);
  expect(can(member, "editEvents", "winter")).toBe(false);
  expect(eventsWith(member, "editEvents")).toEqual(["summer"]);
  expect(eventsWith(member, "seeEvents")).toEqual(["summer", "winter"]);
  expect(canSomewhere(member, "editEvents")).toBe(true);
  expect(canSomewhere(member, "manageTeam")).toBe(false);
});

it("adds the role for an event to the one for the organisation", () => {
  const member = permissionsOf("viewer", { summer: "desk" });
  expect(eventsWith(member, "seeEvents")).toBeUndefined();
  expect(eventsWith(member, "bookForGuests")).toEqual(["summer"]);
  expect(can(member, "seeReports", "summer")).toBe(true);
});

it("gives members without a role no capability", () => {
  expect([...capabilitiesOf(null)]).toEqual([]);
});
