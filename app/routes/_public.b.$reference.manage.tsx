import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { BookingTicket } from "#app/attendees/booking-ticket.tsx";
import { findByLink } from "#app/attendees/find-by-link.server.ts";
import { REFUSALS } from "#app/booking/refusals.ts";
import { cancelAsAttendee } from "#app/events/book-seats.server.ts";
import { seatWord } from "#app/events/seat-panel.ts";
import { clockTime, longDate } from "#app/platform/dates.ts";
import { ctxOfNoOrganization, notFound } from "#app/platform/door.ts";
import * as paths from "#app/platform/paths.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { TextLink } from "#app/ui/text-link.tsx";

type Args = LoaderFunctionArgs | ActionFunctionArgs;

async function findOwn({ request, params, context }: Args) {
  const token = new URL(request.url).searchParams.get("t") ?? "";
  const found = await findByLink(ctxOfNoOrganization(context), params.reference ?? "", token);
  if (!found) throw notFound();
  return { ...found, token };
}

export async function loader(args: LoaderFunctionArgs) {
  const { booking, ctx, token } = await findOwn(args);
  return { booking, token, now: ctx.now };
}

export async function action(args: ActionFunctionArgs) {
  const { booking, ctx, token } = await findOwn(args);
  const cancelled = await cancelAsAttendee(ctx, booking.id);
  // Sent twice, the second time finds it cancelled: that is what was asked for.
  if (!cancelled.ok && cancelled.refusal !== "INVALID_STATE") {
    return data({ problem: REFUSALS[cancelled.refusal].words }, { status: 409 });
  }
  args.context.wakeRelay();
  return redirect(paths.managePage(booking.reference, token), 303);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `Manage your booking · ${data.booking.event.title}` : "That page isn't here" },
  { name: "description", content: "See or cancel your booking." },
  { name: "robots", content: "noindex" },
];

export default function ManagePage() {
  const { booking, now } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>()?.problem;
  if (booking.fate !== "confirmed") return <Cancelled />;
  return (
    <>
      <PageTitle>Manage your booking</PageTitle>
      {problem ? <Notice tone="warn" live title={problem} /> : null}
      <BookingTicket booking={booking} now={now} />
      {booking.session.startsAt > now ? <CancelForm /> : <TooLate />}
    </>
  );
}

function CancelForm() {
  const { booking, token } = useLoaderData<typeof loader>();
  const { event, session, reference } = booking;
  const moment = { locale: event.locale, timeZone: event.timeZone };
  const until = `${longDate(session.startsAt, moment, session.startsAt)}, ${clockTime(session.startsAt, moment)}`;
  return (
    <section className="details" aria-labelledby="cancel">
      <h2 id="cancel">{booking.seats === 1 ? "Cancel your seat?" : `Cancel your ${booking.seats} seats?`}</h2>
      <p>{`Someone else can book ${booking.seats === 1 ? "it" : "them"} at once. You can cancel until ${until}.`}</p>
      <form-guard>
        <form method="post" action={paths.managePage(reference, token)} className="button-row">
          <Button kind="danger" busy="Cancelling…">
            Cancel booking
          </Button>
          <ButtonLink kind="quiet" href={paths.confirmationPage(reference, token)}>
            Keep it
          </ButtonLink>
        </form>
      </form-guard>
    </section>
  );
}

function Cancelled() {
  const { booking, now } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle line={`The ${seatWord(booking.seats)} can be booked by someone else now.`}>
        Your booking is cancelled
      </PageTitle>
      <BookingTicket booking={booking} now={now} />
      <p className="page-next">
        <ButtonLink href={paths.eventPage(booking.event.slug)}>See the event</ButtonLink>
      </p>
    </>
  );
}

function TooLate() {
  const { booking } = useLoaderData<typeof loader>();
  const contact = booking.organization.contactEmail;
  return (
    <Notice tone="info" title="It is too late to cancel here">
      <p>
        {"The event has begun. "}
        {contact ? <TextLink href={`mailto:${contact}`}>Write to the organiser</TextLink> : null}
      </p>
    </Notice>
  );
}
