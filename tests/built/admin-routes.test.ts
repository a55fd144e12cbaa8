import { expect, test } from "vitest";
import { routeNameOf } from "#tests/support/route-modules.ts";

interface BuiltRoute {
  id: string;
  module: { loader?: { capability?: string }; action?: { capability?: string } };
}

const built = new URL("../../build/server/index.js", import.meta.url).href;
const { routes: manifest } = (await import(built)) as { routes: Record<string, BuiltRoute> };
const routes = Object.values(manifest).filter(({ id }) => id.startsWith("routes/admin/"));

test("the admin has the routes of its files, for which the access matrix has a row each", () => {
  const files = Object.keys(import.meta.glob("../../app/routes/admin/**/*.tsx"));
  expect(routes.map(({ id }) => routeNameOf(`/${id}.tsx`)).sort()).toEqual(files.map(routeNameOf).sort());
});

test("every route of the admin needs a capability, to be read and to be sent to", () => {
  // It has nothing: its action answers everybody with 404.
  const closed = ["admin.$"];
  const unprotected = routes.flatMap(({ id, module: { loader, action } }) => {
    const name = routeNameOf(`/${id}.tsx`);
    const isOpen = action && action.capability === undefined && !closed.includes(name);
    return loader?.capability === undefined || isOpen ? [name] : [];
  });
  expect(routes.length).toBeGreaterThan(30);
  expect(unprotected).toEqual([]);
});
