import { findMember, type TeamMember } from "#app/auth/team.server.ts";
import { type BookingRecord, findBookingRecord } from "#app/desk/booking-record.server.ts";
import type { Event, Session } from "#app/events/event.ts";
import { findEvent, findSession } from "#app/events/find-events.server.ts";
import { type ApiKey, findKeyById } from "#app/organizations/api-keys.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { notFound } from "#app/platform/http/ctx-of-request.ts";
import { isId } from "#app/platform/ids.ts";
import { type Endpoint, findEndpoint } from "#app/webhooks/endpoints.server.ts";
import type { Finder, MemberVisit } from "./member-routes.server.ts";

// Finders of rows by the ids in admin paths. Malformed ids and those of other organisations get a 404. A finder also states
// where the member needs the capability of the route.

/** Finds nothing: for pages about the organisation as a whole. */
export const noObject: Finder<object> = { scope: "organization", find: () => ({}) };

/** Finds nothing: for pages that list what the member may see, or that are the same for every member. */
export const anyEvent: Finder<object> = { scope: "anywhere", find: () => ({}) };

/** Finds an event. */
export const ownEvent: Finder<{ event: Event }> = {
  scope: ({ event }) => event.id,
  find: findOwnEvent,
};

/** Finds a published event; drafts and cancelled events get a 404. */
export const ownPublishedEvent: Finder<{ event: Event }> = {
  scope: ({ event }) => event.id,
  find: async (visit) => {
    const { event } = await findOwnEvent(visit);
    if (event.state !== "published") throw notFound();
    return { event };
  },
};

/** Finds a date of an event in any state. */
export const ownDate: Finder<{ event: Event; date: Session }> = {
  scope: ({ event }) => event.id,
  find: async (visit) => {
    const { event } = await findOwnEvent(visit);
    const id = visit.params.date ?? "";
    const date = isId(id) ? await findSession(visit.ctx, event.id, id) : undefined;
    if (!date) throw notFound();
    return { event, date };
  },
};

/** Finds a booking; one without an event belongs to the organisation as a whole. */
export const ownBooking: Finder<{ record: BookingRecord }> = {
  scope: ({ record }) => record.booking.event?.id ?? "organization",
  find: async (visit) => ({ record: await findById(visit, findBookingRecord) }),
};

export const ownKey: Finder<{ key: ApiKey }> = {
  scope: "organization",
  find: async (visit) => ({ key: await findById(visit, findKeyById) }),
};

/** Finds a member of the team. */
export const ownMember: Finder<{ own: TeamMember }> = {
  scope: "organization",
  find: async (visit) => ({ own: await findById(visit, findMember) }),
};

export const ownEndpoint: Finder<{ endpoint: Endpoint }> = {
  scope: "organization",
  find: async (visit) => ({ endpoint: await findById(visit, findEndpoint) }),
};

async function findOwnEvent(visit: MemberVisit): Promise<{ event: Event }> {
  const event = await findById(visit, findEvent);
  if (event.state === "removed") throw notFound();
  return { event };
}

async function findById<Row>(
  { ctx, params }: MemberVisit,
  find: (ctx: Ctx, id: string) => Promise<Row | undefined>,
): Promise<Row> {
  const id = params.id ?? "";
  const row = isId(id) ? await find(ctx, id) : undefined;
  if (row === undefined) throw notFound();
  return row;
}
