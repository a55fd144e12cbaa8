import { Link } from "@remix-run/react";
import type { Event } from "#app/events/event.ts";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { clockTime, lineStart, shortDate } from "#app/platform/dates.ts";
import { isolated } from "#app/platform/text/direction.ts";
import { writtenNumber } from "#app/platform/text/number.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { Cell, DataTable, HeadCell, Row } from "#app/ui/admin/data-table.tsx";
import { OwnWords } from "#app/ui/own-words.tsx";
import { Reference } from "#app/ui/reference.tsx";
import { MailMark } from "./booking-record.tsx";
import type { BookingInList } from "./list-bookings.server.ts";

/** An event's bookings, newest first. */
export function BookingTable({ event, bookings }: { event: Event; bookings: BookingInList[] }) {
  const { t, locale } = useAdminWords();
  const paths = useAdminPaths();
  const moment = { locale, timeZone: event.timeZone };
  const timeOf = (at: Date) =>
    t("admin.bookings.timeOfDay", {
      date: lineStart(shortDate(at, moment), moment),
      time: clockTime(at, moment),
    });
  return (
    <DataTable
      label={t("admin.bookings.title")}
      head={
        <>
          <HeadCell>{t("admin.bookings.name")}</HeadCell>
          <HeadCell>{t("admin.bookings.email")}</HeadCell>
          <HeadCell numeric>{t("admin.bookings.seats")}</HeadCell>
          <HeadCell>{t("admin.bookings.date")}</HeadCell>
          <HeadCell>{t("admin.bookings.bookedAt")}</HeadCell>
          <HeadCell>{t("admin.bookings.source")}</HeadCell>
          <HeadCell>{t("admin.bookings.reference")}</HeadCell>
          <HeadCell>{t("admin.bookings.lastEmail")}</HeadCell>
        </>
      }
    >
      {bookings.map((booking) => (
        <Row key={booking.id}>
          <Cell first>
            <Link to={paths.booking(booking.id)}>
              <OwnWords>{booking.name || t("admin.bookings.noName")}</OwnWords>
            </Link>
          </Cell>
          <Cell label={t("admin.bookings.email")}>{booking.email}</Cell>
          <Cell label={t("admin.bookings.seats")} numeric>
            {writtenNumber(booking.seats, locale)}
          </Cell>
          <Cell label={t("admin.bookings.date")}>{booking.startsAt ? timeOf(booking.startsAt) : ""}</Cell>
          <Cell label={t("admin.bookings.bookedAt")}>{timeOf(booking.createdAt)}</Cell>
          <Cell label={t("admin.bookings.source")}>
            {[
              booking.source.site ?? (booking.source.embedded ? t("admin.bookings.source.embed") : ""),
              booking.source.program ? t("admin.bookings.source.program") : "",
              isolated(booking.source.campaign ?? ""),
            ]
              .filter(Boolean)
              .join(" · ")}
          </Cell>
          <Cell label={t("admin.bookings.reference")}>
            <Reference value={booking.reference} />
          </Cell>
          <Cell label={t("admin.bookings.lastEmail")}>
            {booking.mail ? <MailMark state={booking.mail} /> : ""}
          </Cell>
        </Row>
      ))}
    </DataTable>
  );
}
