import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { findAccount } from "#app/admin/member.server.ts";
import { lacksSecondFactor } from "#app/admin/two-factor-gate.server.ts";
import { can } from "#app/auth/capabilities.ts";
import { accessCookieOf, enterCodeOfLink } from "#app/checkout/access.server.ts";
import { metaOfEvent } from "#app/checkout/event-meta.ts";
import { loadEventPage } from "#app/checkout/event-page.server.ts";
import { EventPage } from "#app/checkout/event-page.tsx";
import { bookingHeaders } from "#app/checkout/guard-form.server.ts";
import { cookiesOfVisit } from "#app/checkout/own-hold.server.ts";
import { startBooking } from "#app/checkout/start-booking.server.ts";
import { ownPages } from "#app/checkout/surface.ts";
import type { Event } from "#app/events/event.ts";
import type { RouteHandle } from "#app/platform/http/page-context.ts";
import { readTypedForm } from "#app/platform/http/read-form.ts";
import { typedOf } from "#app/questions/booking-form.ts";

// The action handles untrusted writes itself, so that typed values are not lost.
export const handle: RouteHandle = { cachedAs: "event", untrustedAllowed: true };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const eventRequest = { request, context, slug: params.slug ?? "" };
  await enterCodeOfLink(eventRequest, ownPages);
  let asMember = false;
  const isMember = async ({ organizationId, id }: Event) => {
    const account = await findAccount(request, context);
    const own = account?.memberships.find((each) => each.organizationId === organizationId);
    const mayEnter = account !== undefined && own !== undefined && !lacksSecondFactor(account, own);
    asMember = mayEnter && can(own, "seeEvents", id);
    return asMember;
  };
  const page = await loadEventPage(eventRequest, { mayPreview: isMember, mayEnter: isMember });
  const headers = cookiesOfVisit(eventRequest, page);
  // Let a member continue to the details, which would require the access code.
  const access = asMember ? await accessCookieOf(eventRequest, page.event) : undefined;
  if (access !== undefined) headers.append("Set-Cookie", access);
  return data(page, { headers });
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const typed = typedOf(await readTypedForm(request));
  return startBooking({ request, context, slug: params.slug ?? "" }, ownPages, typed);
}

export const headers = bookingHeaders;

export const meta: MetaFunction<typeof loader> = ({ data, location }) =>
  data ? metaOfEvent(data, location.search) : [];

export default function EventRoute() {
  const page = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  return <EventPage page={page} surface={ownPages} problem={problem ?? undefined} />;
}
