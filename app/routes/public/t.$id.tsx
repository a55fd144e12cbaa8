import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { statusOf } from "#app/platform/refusals.ts";
import "#app/styles/self-service.css";
import { findTicket } from "#app/attendees/find-ticket.server.ts";
import { translator } from "#app/i18n/translate.ts";
import { ctxOfNoOrganization, notFound, tooMany } from "#app/platform/http/ctx-of-request.ts";
import type { RouteHandle } from "#app/platform/http/page-context.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { localeOr } from "#app/platform/locales.ts";
import { isolated } from "#app/platform/text/direction.ts";
import { TicketPage } from "#app/self-service/ticket-page.tsx";

export const handle: RouteHandle = { surface: "link", disallowsRobots: true, printable: true };

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const id = params.id ?? "";
  const base = ctxOfNoOrganization(context);
  const ticket = await findTicket(base, id);
  if (!ticket) {
    const limit = context.rateLimits.consume("link", context.clientAddress);
    throw limit.ok ? notFound() : tooMany(limit.retryAfterSeconds);
  }
  const { person, event } = ticket.booking;
  const locale = preferencesOf(request).locale ?? localeOr(person.locale, localeOr(event.locale));
  const { origin } = context;
  return data(
    { ticket, id, origin, locale, now: base.now },
    { status: ticket.gone ? statusOf("TICKET_GONE") : 200 },
  );
}

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  const t = translator(data?.locale ?? "en");
  return [
    {
      title: data
        ? `${t("booked.ticketTitle")} · ${isolated(data.ticket.booking.event.title)}`
        : t("problem.notFound.title"),
    },
    { name: "description", content: t("booked.description") },
    { name: "robots", content: "noindex" },
  ];
};

export default function TicketRoute() {
  return <TicketPage {...useLoaderData<typeof loader>()} />;
}
