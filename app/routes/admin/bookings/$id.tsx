import { redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { type FormVisit, memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { ownBooking } from "#app/admin/own.server.ts";
import { can } from "#app/auth/capabilities.ts";
import { cancel } from "#app/booking/commands.server.ts";
import { BookingPage } from "#app/desk/booking-page.tsx";
import type { BookingRecord } from "#app/desk/booking-record.server.ts";
import { resendMail } from "#app/mail/enqueue.server.ts";
import { previewCancelMail } from "#app/notifications/preview-mail.server.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

type Visit = FormVisit & { record: BookingRecord };

export const loader = memberLoader("seeContactData", ownBooking, async ({ ctx, member, record, context }) => {
  const mayEdit = can(member, "bookForGuests");
  const mayCancel = mayEdit && record.booking.fate === "confirmed";
  const mail = mayCancel ? await previewCancelMail(ctx, context.origin, record.booking) : undefined;
  return { record, mail, now: ctx.now, mayEdit };
});

function done({ context, paths, record }: Visit) {
  context.wakeRelay();
  return redirect(paths.booking(record.booking.id), 303);
}

export const action = memberAction("bookForGuests", ownBooking, {
  resend: (visit) => resendMail(visit.ctx, visit.record.booking.id, { always: true }).then(() => done(visit)),
  cancel: async (visit) => {
    const { ctx, record, form } = visit;
    const notify = form.get("notify") === "yes";
    const cancelled = await cancel(ctx, { bookingId: record.booking.id, byAttendee: false, notify });
    return cancelled.ok ? done(visit) : cancelled;
  },
});

export const meta = adminTitle<typeof loader>(
  (t, data) => data?.record.booking.person.name ?? t("admin.booking.title"),
);

export default function Booking() {
  return <BookingPage {...useLoaderData<typeof loader>()} />;
}
