import type { BookingDetails } from "#app/events/booking-details.server.ts";
import { useWords } from "#app/i18n/words.tsx";
import * as paths from "#app/platform/paths.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { BookingTicket } from "./booking-ticket.tsx";
import type { NamedPerson } from "./list-people.server.ts";

interface Props {
  booking: BookingDetails;
  people: NamedPerson[];
  now: Date;
}

/** What is left of a booking that has ended: why, where the event was cancelled, what it was for, and the way to the event. */
export function EndedTicket({ booking, people, now }: Props) {
  const { t } = useWords();
  const { event } = booking;
  return (
    <>
      {event.state === "cancelled" && event.cancelReason ? (
        <Notice tone="info">
          <p className="organiser-words" lang={event.locale}>
            {event.cancelReason}
          </p>
        </Notice>
      ) : null}
      <BookingTicket booking={booking} people={people} now={now} />
      <p className="page-next">
        <ButtonLink href={paths.eventPage(event.slug)}>{t("booked.seeEvent")}</ButtonLink>
      </p>
    </>
  );
}
