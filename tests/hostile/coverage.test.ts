import { expect, test } from "vitest";
import type { RouteModule } from "#tests/support/remix.ts";
import { routeNameOf } from "#tests/support/route-modules.ts";
import { GUEST_FORMS, ORGANISER_FORMS } from "./entry-points.ts";
import { VALUE_COUNT } from "./values.ts";

const modules = import.meta.glob<RouteModule>("../../app/routes/**/*.{ts,tsx}", { eager: true });

/** Actions without a field that is stored or shown, and those that answer everybody with 404. */
const WITHOUT_FIELDS = [
  ...["public.$", "admin.$", "embed.$", "embed._index", "unaddressed-admin.$"],
  // Buttons alone.
  ...["auth.sign-out", "admin.events.$id.remove", "admin.bookings.$id"],
  // Never shown again: a wrong address and a wrong password have one answer; hostile-forms.test.ts has the rest.
  ...["auth.sign-in", "well-known.preferences", "embed.$slug.seen"],
];

test("every route that answers forms has its fields tried with hostile values", () => {
  const answering = Object.entries(modules).flatMap(([path, { action }]) =>
    action ? [routeNameOf(path)] : [],
  );
  const tried = [...Object.keys(GUEST_FORMS), ...Object.keys(ORGANISER_FORMS), ...WITHOUT_FIELDS];
  expect(answering.sort()).toEqual(tried.sort());
});

test("there are at least 120 hostile values", () => {
  expect(VALUE_COUNT).toBeGreaterThanOrEqual(120);
});
