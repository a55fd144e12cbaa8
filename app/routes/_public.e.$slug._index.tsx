import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { findMember } from "#app/auth/require-member.server.ts";
import { beginBooking } from "#app/events/begin-booking.server.ts";
import { loadEventPage } from "#app/events/event-page.server.ts";
import { EventPage } from "#app/events/event-page.tsx";
import { ownPages } from "#app/events/surface.ts";
import { translator } from "#app/i18n/translate.ts";

export function loader({ request, context, params }: LoaderFunctionArgs) {
  const call = { request, context, slug: params.slug ?? "" };
  return loadEventPage(call, async (event) => {
    const member = await findMember(request, context);
    return member?.organizationId === event.organizationId;
  });
}

export function action({ request, context, params }: ActionFunctionArgs) {
  return beginBooking({ request, context, slug: params.slug ?? "" }, ownPages);
}

export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders;

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return [{ title: "That page isn't here" }];
  const { event, organization, locale } = data;
  const words = { title: event.title, organisation: organization.name };
  return [
    { title: `${event.title} · ${organization.name}` },
    { name: "description", content: translator(locale)("event.description", words) },
  ];
};

export default function EventRoute() {
  const page = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  return <EventPage page={page} surface={ownPages} problem={problem ?? undefined} />;
}
