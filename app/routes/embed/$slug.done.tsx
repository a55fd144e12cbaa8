import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findByLink } from "#app/attendees/find-by-link.server.ts";
import { loadEventPage } from "#app/checkout/event-page.server.ts";
import { type Done, DonePage } from "#app/embed/done-page.tsx";
import { frameHeaders, frameMeta } from "#app/embed/embed-document.ts";
import { EmbedFrame } from "#app/embed/embed-frame.tsx";
import { type EmbedRequest, openEmbed } from "#app/embed/embed-request.server.ts";
import { frameDataOf } from "#app/embed/page-facts.server.ts";
import { bookedOf } from "#app/embed/page-facts.ts";
import type { Event } from "#app/events/event.ts";
import { ctxOfNoOrganization, notFound, tooMany } from "#app/platform/http/ctx-of-request.ts";
import * as paths from "#app/platform/http/paths.ts";

export async function loader(args: LoaderFunctionArgs) {
  const embed = await openEmbed(args);
  const { eventRequest, options } = embed;
  const made = options.test ? undefined : await bookingOf(embed);
  // The event's page data has the language, the state and, in a test, the session. A booking grants access to it.
  const mayEnter = async ({ id }: Event) => id === made?.event.id;
  const page = await loadEventPage(eventRequest, { mayEnter });
  const done = made ?? testOf(embed, page);
  if (done.event.id !== page.event.id) throw notFound();
  const { booking, event, session, seats } = done;
  const { reference = "" } = booking ?? {};
  const { id: sessionId, startsAt } = session;
  const isNew = booking && !booking.cancelled;
  const booked = isNew && bookedOf(event, { reference, seats, sessionId, startsAt });
  const framed = await frameDataOf(embed, page, "done", booked ? { booked } : {});
  return { locale: page.locale, done, ...framed };
}

function testOf({ surface }: EmbedRequest, page: Awaited<ReturnType<typeof loadEventPage>>): Done {
  const { event, session, seats, now } = page;
  return { event, session, seats, now, again: surface.eventStep(event.slug), booking: undefined };
}

async function bookingOf({ eventRequest, surface }: EmbedRequest): Promise<Done> {
  const query = new URL(eventRequest.request.url).searchParams;
  const [reference, token] = [query.get("ref") ?? "", query.get("t") ?? ""];
  const found = await findByLink(ctxOfNoOrganization(eventRequest.context), reference, token);
  if (!found) {
    // Shares the rate limit of the booking's own page. Valid links are not counted or limited.
    const limit = eventRequest.context.rateLimits.consume("link", eventRequest.context.clientAddress);
    throw limit.ok ? notFound() : tooMany(limit.retryAfterSeconds);
  }
  const { event, session, seats, person, fate } = found.booking;
  const manage = paths.confirmationPage(reference, token);
  return {
    event,
    session,
    seats,
    now: found.ctx.now,
    again: surface.eventStep(event.slug),
    booking: { reference, name: person.name, email: person.email, manage, cancelled: fate === "cancelled" },
  };
}

export const headers = frameHeaders;
export const meta: MetaFunction<typeof loader> = frameMeta;

export default function EmbedDone() {
  const { done, options, facts } = useLoaderData<typeof loader>();
  return (
    <EmbedFrame facts={facts} test={options.test}>
      <DonePage done={done} options={options} />
    </EmbedFrame>
  );
}
