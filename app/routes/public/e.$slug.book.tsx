import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loadDetailsPage } from "#app/checkout/details-page.server.ts";
import { DetailsPage } from "#app/checkout/details-page.tsx";
import { bookingHeaders } from "#app/checkout/guard-form.server.ts";
import { submitDetails } from "#app/checkout/submit-details.server.ts";
import { ownPages } from "#app/checkout/surface.ts";
import { translator } from "#app/i18n/translate.ts";
import type { RouteHandle } from "#app/platform/http/page-context.ts";
import { readTypedForm } from "#app/platform/http/read-form.ts";
import { typedOf } from "#app/questions/booking-form.ts";

// The action handles untrusted writes itself, so that typed values are not lost.
export const handle: RouteHandle = { untrustedAllowed: true };

export function loader({ request, context, params }: LoaderFunctionArgs) {
  return loadDetailsPage({ request, context, slug: params.slug ?? "" }, ownPages);
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const typed = typedOf(await readTypedForm(request));
  return submitDetails({ request, context, slug: params.slug ?? "" }, ownPages, typed);
}

export const headers = bookingHeaders;

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return [{ title: "Page not found" }];
  const t = translator(data.locale);
  const { title } = data.event;
  return [
    { title: t("booking.pageTitle", { title }) },
    { name: "description", content: t("booking.pageDescription", { title }) },
    { name: "robots", content: "noindex" },
  ];
};

export default function BookRoute() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <DetailsPage page={page} surface={ownPages} answer={answer ?? undefined} />;
}
