import type { RouteManifest } from "#app/compose/route-table.ts";
import { createKey } from "#app/organizations/api-keys.server.ts";
import { createEndpoint } from "#app/webhooks/endpoints.server.ts";
import { bookAsGuest } from "#tests/support/booking-flow.ts";
import { makeEvent } from "#tests/support/events.ts";
import { makeUser } from "#tests/support/members.ts";
import { routeManifest } from "#tests/support/route-table.ts";
import type { Fixture } from "./entry-point.ts";

/** A page or a file that answers reading requests. */
export interface PageAddress {
  route: string;
  path: string;
  /** What its address asks for as it is. */
  query: Record<string, string>;
}

/** Returns an address for each route with a loader. Throws for one with a part that nothing is known for. */
export async function pageAddresses(fixture: Fixture): Promise<PageAddress[]> {
  const known = await knownParts(fixture);
  return Object.values(routeManifest).flatMap((route) => {
    if (!isRead(route)) return [];
    const pattern = patternOf(route.id) || "/";
    const path = pattern.replaceAll(/(?<=\/([^/:]*)\/):(\w+)|:(\w+)/g, (part, before, name, alone) => {
      const value = known.parts[`${before}/${name}`] ?? known.parts[name ?? alone];
      if (value === undefined) throw new Error(`There is no value for ${part} of ${pattern}.`);
      return value;
    });
    const asked = Object.entries(known.queries).find(([start]) => path.startsWith(start));
    return [{ route: route.id, path: path.replace("*", "nothing-here"), query: asked?.[1] ?? {} }];
  });
}

/** Returns whether a route answers reading requests at an address of its own, which a layout does not. */
export const isRead = ({ id, module }: RouteManifest[string]) =>
  "loader" in module && !id.endsWith("/layout");

function patternOf(id: string): string {
  const route = routeManifest[id];
  if (!route) return "";
  const above = patternOf(route.parentId ?? "");
  return route.path ? `${above}/${route.path}` : above;
}

async function knownParts({ context, ctx, slug }: Fixture) {
  const made = await makeEvent(ctx, { sessions: 2 });
  const { event, session } = made;
  const booked = await bookAsGuest(ctx, made);
  const { key } = await createKey(ctx, { name: "Till", scopes: ["read"] });
  const endpoint = { url: "https://hooks.example/in", description: "Door", types: ["booking.held" as const] };
  const webhook = await createEndpoint(ctx, endpoint);
  const member = await makeUser(context, { organizationId: ctx.organizationId, role: "editor" });
  const parts: Record<string, string> = {
    "o/slug": slug,
    "e/slug": event.slug,
    "embed/slug": event.slug,
    "events/id": event.id,
    date: session.id,
    "keys/id": key.id,
    "webhooks/id": webhook.ok ? webhook.endpoint.id : "",
    "team/id": member.userId,
    "mailbox/id": "none",
    "bookings/id": booked.bookingId,
    "t/id": "none",
    "c/id": "none",
    reference: booked.reference,
    part: "1.xml",
  };
  return { parts, queries: { "/b/": { t: booked.token } } };
}
