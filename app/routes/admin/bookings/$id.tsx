import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { can } from "#app/auth/capabilities.ts";
import { requireMember } from "#app/auth/require-member.server.ts";
import { cancel } from "#app/booking/commands.server.ts";
import { findBookingRecord } from "#app/desk/booking-record.server.ts";
import { BookingFactsOf, BookingTimeline } from "#app/desk/booking-record.tsx";
import { resendMail, sendCancelMail, withholdCancelMail } from "#app/mail/enqueue.server.ts";
import {
  type MailPreview as MailPreviewOf,
  previewCancelMail,
} from "#app/notifications/preview-mail.server.ts";
import { notFound } from "#app/platform/http/ctx-of-request.ts";
import * as paths from "#app/platform/http/paths.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { isId } from "#app/platform/ids.ts";
import { Button } from "#app/ui/button.tsx";
import { CheckField } from "#app/ui/forms/field.tsx";
import { MailPreview } from "#app/ui/mail-preview.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { ctx, member } = await requireMember(request, context, "seeContactData");
  const id = params.id ?? "";
  const record = isId(id) ? await findBookingRecord(ctx, id) : undefined;
  if (!record) throw notFound();
  const mayEdit = can(member, "bookForGuests");
  const mayCancel = mayEdit && record.booking.fate === "confirmed";
  const mail = mayCancel ? await previewCancelMail(ctx, context.origin, record.booking) : undefined;
  return { record, mail, now: ctx.now, mayEdit };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { ctx } = await requireMember(request, context, "bookForGuests");
  const id = params.id ?? "";
  const record = isId(id) ? await findBookingRecord(ctx, id) : undefined;
  if (!record) throw notFound();
  const form = await readForm(request);
  const intent = form.get("intent");
  if (intent === "resend") {
    await resendMail(ctx, id, { always: true });
  } else if (intent === "cancel") {
    // Before the booking is cancelled: the mail about it may be on its way a moment after.
    if (form.get("notify") !== "yes") await withholdCancelMail(ctx, id);
    const outcome = await cancel(ctx, { bookingId: id, byAttendee: false });
    if (!outcome.ok) {
      // Of one that is cancelled already, what was decided about its mail stays.
      if (record.booking.fate === "confirmed") await sendCancelMail(ctx, id);
      return data({ problem: "This booking is no longer active, so there was nothing to cancel." }, 409);
    }
  } else throw new Response("There is no such action.", { status: 400 });
  context.wakeRelay();
  return redirect(paths.adminBooking(id), 303);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.record.booking.person.name ?? "Booking"} · Reservo` },
];

export default function BookingPage() {
  const { record, mail, now, mayEdit } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>()?.problem;
  const { booking } = record;
  const active = booking.fate === "confirmed";
  return (
    <>
      <PageTitle
        line={<Link to={paths.adminEvent(booking.event.id)}>{booking.event.title}</Link>}
        actions={mayEdit && active ? <ResendForm /> : undefined}
      >
        {booking.person.name}
      </PageTitle>
      {problem ? <Notice tone="warn" live title={problem} /> : null}
      {active ? null : <Notice tone="info" title={`This booking is ${booking.fate}.`} />}
      <BookingFactsOf record={record} now={now} />
      <section>
        <h2>What has happened</h2>
        <BookingTimeline record={record} now={now} />
      </section>
      {mail ? <CancelForm seats={booking.seats} mail={mail} /> : null}
    </>
  );
}

function ResendForm() {
  return (
    <Form method="post">
      <Button kind="quiet" name="intent" value="resend">
        Resend
      </Button>
    </Form>
  );
}

function CancelForm({ seats, mail }: { seats: number; mail: MailPreviewOf }) {
  return (
    <section>
      <h2>{seats === 1 ? "Cancel this seat?" : `Cancel these ${seats} seats?`}</h2>
      <p>Others can book what becomes free at once. This cannot be undone.</p>
      <Form method="post" className="form">
        <CheckField label="Tell the guest by mail" name="notify" value="yes" defaultChecked />
        <MailPreview title="What the mail says" mail={mail} />
        <Button kind="danger" name="intent" value="cancel">
          Cancel booking
        </Button>
      </Form>
    </section>
  );
}
