import { discardOutbox } from "#app/booking/outbox.server.ts";
import { bookSeats } from "#app/checkout/book-seats.server.ts";
import type { EventInput } from "#app/events/editor/event-form.ts";
import type { Event, Session } from "#app/events/event.ts";
import { findEvent, listSessions } from "#app/events/find-events.server.ts";
import { publishEvent } from "#app/events/publish-event.server.ts";
import { createEvent } from "#app/events/save-event.server.ts";
import { createOrganization, listOrganizations } from "#app/organizations/organizations.server.ts";
import { assert } from "#app/platform/assert.ts";
import { type Ctx, type CtxParts, systemCtx } from "#app/platform/ctx.ts";
import { newToken } from "#app/platform/secrets.ts";
import { localTimeOf } from "#app/platform/time-zone.ts";
import { type DemoEvent, type DemoSession, demoEvents, demoGuests } from "./demo-events.ts";

/**
 * Fills an empty database with an organisation, its events and bookings, which the engine makes like any others. Does
 * nothing if an organisation exists. The guests are fictional, so their mails are discarded.
 */
export async function createDemo(parts: CtxParts): Promise<void> {
  const { db } = parts;
  if ((await listOrganizations(db, 1)).length > 0) return;
  const organizationId = await db.transaction((tx) =>
    createOrganization(tx, { name: "Northside Makers", timeZone: "Europe/London" }),
  );
  const ctx = systemCtx(parts, organizationId);
  for (const demo of demoEvents) await createDemoEvent(ctx, demo);
  await discardOutbox(db);
}

async function createDemoEvent(ctx: Ctx, demo: DemoEvent): Promise<void> {
  const { id } = await createEvent(ctx, inputOf(demo, ctx.now));
  await publishEvent(ctx, id);
  const event = await findEvent(ctx, id);
  assert(event, "the new event exists");
  const sessions = await listSessions(ctx, id, { limit: 100 });
  // Sessions come back by date, as the demo lists them.
  const inOrder = [...demo.sessions].sort((a, b) => (a.day - b.day) * 1_440 + minutes(a) - minutes(b));
  for (const [index, session] of sessions.entries()) {
    await fill(ctx, event, session, inOrder[index]?.taken ?? 0);
  }
}

/** Books the seats in groups of one to three, at most the event's maximum per booking, for one guest after another. */
async function fill(ctx: Ctx, event: Event, session: Session, taken: number): Promise<void> {
  for (let booked = 0, guest = session.startsAt.getUTCDate(); booked < taken; guest++) {
    const seats = Math.min(taken - booked, event.maxPerBooking, 1 + (guest % 3));
    const name = demoGuests[guest % demoGuests.length] ?? "";
    const outcome = await bookSeats(ctx, {
      event,
      session,
      seats,
      formToken: newToken(),
      booker: { name, email: addressOf(name), locale: event.locale },
    });
    assert(outcome.ok, "the demo books at most the capacity");
    booked += seats;
  }
}

function inputOf(demo: DemoEvent, today: Date): EventInput {
  const { sessions, ...event } = demo;
  return {
    ...event,
    sessions: sessions.map(({ day, from, to, capacity, label }) => {
      const date = localTimeOf(new Date(today.getTime() + day * 86_400_000), demo.timeZone).slice(0, 10);
      return { label: label ?? "", startsAt: `${date}T${from}`, endsAt: `${date}T${to}`, capacity };
    }),
  };
}

function minutes(session: DemoSession): number {
  const [hours = 0, rest = 0] = session.from.split(":").map(Number);
  return hours * 60 + rest;
}

function addressOf(name: string): string {
  const local = name
    .normalize("NFKD")
    .replace(/[^A-Za-z ]/g, "")
    .trim()
    .replace(/ +/g, ".")
    .toLowerCase();
  return `${local}@example.org`;
}
