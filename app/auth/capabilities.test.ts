import { expect, it } from "vitest";
import { CAPABILITIES, type Capability, can, ROLES } from "./capabilities.ts";

/** One column per role, in the order of ROLES: owner, admin, editor, check-in, viewer. */
const TABLE: Record<Capability, string> = {
  seeEvents: "yes yes yes yes yes",
  seeContactData: "yes yes yes yes yes",
  bookForGuests: "yes yes yes no no",
  bookOverCapacity: "yes yes no no no",
  takeMoney: "yes yes yes no no",
  markArrivals: "yes yes yes yes no",
  letInUnpaid: "yes yes yes no no",
  editEvents: "yes yes yes no no",
  message: "yes yes yes no no",
  export: "yes yes yes no no",
  manageTeam: "yes yes no no no",
  manageDevelopers: "yes yes no no no",
  manageSettings: "yes yes no no no",
  seeReports: "yes yes yes no yes",
  readMailbox: "yes yes no no no",
};

it("lets each role do what the table says, and nothing else", () => {
  const capabilities = Object.keys(CAPABILITIES) as Capability[];
  const actual = capabilities.map((capability) => [
    capability,
    ROLES.map((role) => (can({ role }, capability) ? "yes" : "no")).join(" "),
  ]);
  expect(Object.fromEntries(actual)).toEqual(TABLE);
});

it("lets an owner do everything", () => {
  const capabilities = Object.keys(CAPABILITIES) as Capability[];
  expect(capabilities.filter((capability) => !can({ role: "owner" }, capability))).toEqual([]);
});
