import { redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { type FormVisit, memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { ownBooking } from "#app/admin/own.server.ts";
import { moveAsOrganiser } from "#app/attendees/change-booking.server.ts";
import { can } from "#app/auth/capabilities.ts";
import { cancel } from "#app/booking/commands.server.ts";
import { BookingPage, nameOfBooking } from "#app/desk/booking-page.tsx";
import type { BookingRecord } from "#app/desk/booking-record.server.ts";
import { overrideNotes } from "#app/desk/override-notes.ts";
import { resendMail } from "#app/mail/enqueue.server.ts";
import { previewCancelMail } from "#app/notifications/preview-mail.server.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

type Visit = FormVisit & { record: BookingRecord };

export const loader = memberLoader(
  "seeContactData",
  ownBooking,
  async ({ ctx, member, record, context, t }) => {
    const mayEdit = can(member, "bookForGuests", record.booking.event?.id);
    const mayCancel = mayEdit && record.booking.fate === "confirmed";
    const { person } = record.booking;
    const toWhom = mayCancel && person ? { ...record.booking, person } : undefined;
    const mail = toWhom && (await previewCancelMail(ctx, context.origin, toWhom));
    const notes = overrideNotes(record.timeline, t);
    return { record, mail, now: ctx.now, mayEdit, notes };
  },
);

function done({ context, paths, record }: Visit) {
  context.wakeRelay();
  return redirect(paths.booking(record.booking.id), 303);
}

export const action = memberAction("bookForGuests", ownBooking, {
  resend: (visit) => resendMail(visit.ctx, visit.record.booking.id, { always: true }).then(() => done(visit)),
  move: async (visit) => {
    const { record, form, ctx } = visit;
    const session = record.others.find(({ id }) => id === form.get("session"));
    // Since the page was opened the date may have filled up, or another organiser may have moved the booking.
    if (!session) return { ok: false, refusal: "RESOURCE_FULL" } as const;
    const moved = await moveAsOrganiser(ctx, record.booking, session);
    return moved.ok ? done(visit) : moved;
  },
  cancel: async (visit) => {
    const { ctx, record, form } = visit;
    const notify = form.get("notify") === "yes";
    const cancelled = await cancel(ctx, { bookingId: record.booking.id, notify });
    return cancelled.ok ? done(visit) : cancelled;
  },
});

export const meta = adminTitle<typeof loader>(
  (t, data) => (data && nameOfBooking(data.record.booking)) ?? t("admin.booking.title"),
);

export default function Booking() {
  return <BookingPage {...useLoaderData<typeof loader>()} />;
}
