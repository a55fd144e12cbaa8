import { expect, test } from "vitest";
import type { RouteModule } from "#tests/support/remix.ts";
import { routeNameOf } from "#tests/support/route-modules.ts";
import { EVENT_FORMS } from "./event-entry-points.ts";
import { GUEST_FORMS } from "./guest-entry-points.ts";
import { ORGANISER_FORMS } from "./organiser-entry-points.ts";
import { type PlannedField, planOf } from "./plan.ts";
import { GROUPS, VALUES } from "./values.ts";

const modules = import.meta.glob<RouteModule>("../../app/routes/**/*.{ts,tsx}", { eager: true });

/** Actions without a field that is stored or shown, and those that answer everybody with 404. */
const WITHOUT_FIELDS = [
  ...["public.$", "admin.$", "embed.$", "embed._index", "unaddressed-admin.$"],
  // Buttons alone.
  ...["auth.sign-out", "auth.confirm-email", "admin.bookings.$id", "admin.account.sign-ins"],
  ...["admin.team._index", "admin.team.$id.remove", "admin.team.$id.transfer", "admin.team.leave"],
  // Not forms of pages: hostile-forms.test.ts has them.
  ...["well-known.preferences", "embed.$slug.seen"],
];

test("every route that answers forms has its fields tried with awkward values", () => {
  const answering = Object.entries(modules).flatMap(([path, { action }]) =>
    action ? [routeNameOf(path)] : [],
  );
  const forms = { ...GUEST_FORMS, ...ORGANISER_FORMS, ...EVENT_FORMS };
  expect(answering.sort()).toEqual([...Object.keys(forms), ...WITHOUT_FIELDS].sort());
});

test("there are at least 120 awkward values, no two alike", () => {
  expect(VALUES.length).toBeGreaterThanOrEqual(120);
  expect(new Set(VALUES.map(({ name }) => name)).size).toBe(VALUES.length);
  expect(new Set(VALUES.map(({ text }) => text)).size).toBe(VALUES.length);
});

test("each value is tried in each kind of field, and each field meets each group of values", () => {
  const fields: PlannedField[] = Array.from({ length: 40 }, (_, index) => ({
    id: String(index),
    kind: index < 2 ? "rare" : index % 3 === 0 ? "text" : "number",
    isLarge: index % 4 === 0,
  }));
  const plan = planOf(fields);
  for (const kind of ["rare", "text", "number"]) {
    const tried = fields.filter((field) => field.kind === kind).flatMap(({ id }) => plan.get(id) ?? []);
    expect(new Set(tried).size).toBe(VALUES.length);
  }
  for (const [group, values] of Object.entries(GROUPS)) {
    const missed = fields.filter(({ id }) => !values.some((value) => plan.get(id)?.includes(value)));
    expect(missed, group).toEqual([]);
  }
});
