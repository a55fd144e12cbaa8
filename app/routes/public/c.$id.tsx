import { data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findAccount } from "#app/admin/member.server.ts";
import { lacksSecondFactor } from "#app/admin/two-factor-gate.server.ts";
import { findTicket } from "#app/attendees/find-ticket.server.ts";
import { readTicketId } from "#app/attendees/ticket-code.ts";
import { can, canSomewhere } from "#app/auth/capabilities.ts";
import { DoorPage, doorTitle, UnknownCodePage } from "#app/check-in/door-page.tsx";
import { findTicketVerdict } from "#app/check-in/find-ticket-verdict.server.ts";
import { translator } from "#app/i18n/translate.ts";
import { ctxOf, ctxOfNoOrganization, notFound, tooMany } from "#app/platform/http/ctx-of-request.ts";
import type { RouteHandle } from "#app/platform/http/page-context.ts";
import { adminPaths, codePage, ticketPage } from "#app/platform/http/paths.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { localeOr } from "#app/platform/locales.ts";
import { statusOf } from "#app/platform/refusals.ts";
import "#app/styles/door.css";

export const handle: RouteHandle = { surface: "link", disallowsRobots: true, printable: true };

/**
 * Handles the scanned code of a ticket. Members of its organisation see whether the ticket is valid; other visitors are
 * redirected to the ticket's page. Unknown codes are not found.
 */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const id = readTicketId(params.id ?? "");
  const base = ctxOfNoOrganization(context);
  const [account, ticket] = await Promise.all([findAccount(request, context), findTicket(base, id)]);
  const memberships = account?.memberships.filter((each) => canSomewhere(each, "seeContactData")) ?? [];
  const locale = localeOr(account?.locale ?? preferencesOf(request).locale);
  if (!ticket) {
    const limit = context.rateLimits.consume("link", context.clientAddress);
    if (!limit.ok) throw tooMany(limit.retryAfterSeconds);
    if (memberships.length === 0) throw notFound();
    return data({ door: undefined, locale }, { status: statusOf("TICKET_NOT_FOUND") });
  }
  const { event, id: bookingId } = ticket.booking;
  const own = memberships.find(
    (each) => each.organizationId === event.organizationId && can(each, "seeContactData", event.id),
  );
  if (!account || !own) throw redirect(ticketPage(id));
  if (lacksSecondFactor(account, own)) throw redirect(adminPaths(own.slug).twoFactor({ next: codePage(id) }));
  const ctx = ctxOf(context, own.organizationId, { kind: "member", id: account.userId });
  const verdict = await findTicketVerdict(ctx, ticket);
  const bookingPath = adminPaths(own.slug).booking(bookingId);
  return data({ door: { ticket, id, verdict, bookingPath, now: ctx.now }, locale });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  const t = translator(localeOr(data?.locale));
  const { ticket, verdict } = data?.door ?? {};
  return [
    { title: ticket && verdict ? doorTitle(t, ticket, verdict) : t("door.notValid") },
    { name: "robots", content: "noindex" },
  ];
};

export default function CodeRoute() {
  const { door } = useLoaderData<typeof loader>();
  return door ? <DoorPage {...door} /> : <UnknownCodePage />;
}
