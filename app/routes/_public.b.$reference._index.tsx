import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BookingTicket } from "#app/attendees/booking-ticket.tsx";
import { findByLink } from "#app/attendees/find-by-link.server.ts";
import { ctxOfNoOrganization, notFound } from "#app/platform/door.ts";
import * as paths from "#app/platform/paths.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const token = new URL(request.url).searchParams.get("t") ?? "";
  const found = await findByLink(ctxOfNoOrganization(context), params.reference ?? "", token);
  if (!found) throw notFound();
  return { booking: found.booking, token, now: found.ctx.now };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `You're booked · ${data.booking.event.title}` : "That page isn't here" },
  { name: "description", content: "Your booking." },
  { name: "robots", content: "noindex" },
];

export default function ConfirmationPage() {
  const { booking, token, now } = useLoaderData<typeof loader>();
  const manage = paths.managePage(booking.reference, token);
  if (booking.fate !== "confirmed") {
    return (
      <>
        <PageTitle>This booking is cancelled</PageTitle>
        <BookingTicket booking={booking} now={now} />
        <p className="page-next">
          <ButtonLink href={paths.eventPage(booking.event.slug)}>See the event</ButtonLink>
        </p>
      </>
    );
  }
  return (
    <>
      <PageTitle
        line={
          <>
            A confirmation is on its way to <strong>{booking.person.email}</strong>.
          </>
        }
      >
        You're booked
      </PageTitle>
      <BookingTicket booking={booking} now={now} torn />
      <p className="page-next">
        <ButtonLink kind="quiet" href={manage}>
          Manage booking
        </ButtonLink>
      </p>
      <Notice tone="info">
        <p>
          Say your reference or show this page when you arrive. Keep the mail: its link opens this booking.
        </p>
      </Notice>
    </>
  );
}
