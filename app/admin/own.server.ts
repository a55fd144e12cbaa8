import { type BookingRecord, findBookingRecord } from "#app/desk/booking-record.server.ts";
import type { Event, Session } from "#app/events/event.ts";
import { findEvent, findSession } from "#app/events/find-events.server.ts";
import { type ApiKey, findKeyById } from "#app/organizations/api-keys.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { notFound } from "#app/platform/http/ctx-of-request.ts";
import { isId } from "#app/platform/ids.ts";
import { type Endpoint, findEndpoint } from "#app/webhooks/endpoints.server.ts";
import type { MemberVisit } from "./member-routes.server.ts";

// Finders of rows by the ids in admin paths. Malformed ids and those of other organisations get a 404.

/** Finds nothing: for pages about the organisation as a whole. */
export const noObject = () => ({});

export async function ownEvent(visit: MemberVisit): Promise<{ event: Event }> {
  const event = await findById(visit, findEvent);
  if (event.state === "removed") throw notFound();
  return { event };
}

/** Finds a published event; drafts and cancelled events get a 404. */
export async function ownPublishedEvent(visit: MemberVisit): Promise<{ event: Event }> {
  const { event } = await ownEvent(visit);
  if (event.state !== "published") throw notFound();
  return { event };
}

/** Finds a date of an event in any state. */
export async function ownDate(visit: MemberVisit): Promise<{ event: Event; date: Session }> {
  const { event } = await ownEvent(visit);
  const id = visit.params.date ?? "";
  const date = isId(id) ? await findSession(visit.ctx, event.id, id) : undefined;
  if (!date) throw notFound();
  return { event, date };
}

export async function ownBooking(visit: MemberVisit): Promise<{ record: BookingRecord }> {
  return { record: await findById(visit, findBookingRecord) };
}

export async function ownKey(visit: MemberVisit): Promise<{ key: ApiKey }> {
  return { key: await findById(visit, findKeyById) };
}

export async function ownEndpoint(visit: MemberVisit): Promise<{ endpoint: Endpoint }> {
  return { endpoint: await findById(visit, findEndpoint) };
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
