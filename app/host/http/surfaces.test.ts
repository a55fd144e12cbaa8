import { expect, it } from "vitest";
import { loggedPath, routeLabel } from "./surfaces.ts";

it("labels admin pages by what they are about, not by organisation or id", () => {
  const labels = {
    "/admin": "/admin",
    "/admin/events/1/edit": "/admin/events",
    "/admin/o/northside": "/admin/o/:slug",
    "/admin/o/northside.data": "/admin/o/:slug",
    "/admin/o/northside/events/1/edit": "/admin/o/:slug/events",
    "/admin/o/northside/developers/keys": "/admin/o/:slug/developers",
    "/admin/o/northside/events.data": "/admin/o/:slug/events",
    "/admin/o/northside/anything": "/admin/o/:slug/other",
    "/admin/anything": "/admin/other",
  };
  const paths = Object.keys(labels);
  expect(Object.fromEntries(paths.map((path) => [path, routeLabel(path)]))).toEqual(labels);
});

it("keeps the organisation of an admin page in logged paths", () => {
  expect(loggedPath("/admin/o/northside/bookings/1")).toBe("/admin/o/northside/bookings/1");
});
