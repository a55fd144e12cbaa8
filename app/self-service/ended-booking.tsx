import type { BookingDetails } from "#app/attendees/booking-details.server.ts";
import type { NamedPerson } from "#app/attendees/list-people.server.ts";
import { cancelReasonOf, isSessionCancelled } from "#app/events/event.ts";
import { useWords } from "#app/i18n/words.tsx";
import * as paths from "#app/platform/http/paths.ts";
import { languageOfWords } from "#app/platform/text/language.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { BookingTicket } from "./booking-ticket.tsx";

interface Props {
  booking: BookingDetails;
  people: NamedPerson[];
  now: Date;
  /** Texts for a cancelled booking of an event and date that take place. */
  cancelled: { title: string; line?: string };
}

/** A booking that has ended: how and why it ended, its ticket, and a link to the event. */
export function EndedBooking({ booking, people, now, cancelled }: Props) {
  const { event } = booking;
  const reason = cancelReasonOf(event, booking.session);
  return (
    <>
      <Title booking={booking} cancelled={cancelled} />
      {reason ? (
        <Notice tone="info">
          <p className="organiser-words" dir="auto" lang={languageOfWords(reason, event.locale)}>
            {reason}
          </p>
        </Notice>
      ) : null}
      <BookingTicket booking={booking} people={people} now={now} />
      <p className="page-next">
        <NextStep booking={booking} now={now} />
      </p>
    </>
  );
}

/** A link to the event; if the same date can be booked again, with that date and number of seats selected. */
function NextStep({ booking, now }: Pick<Props, "booking" | "now">) {
  const { t } = useWords();
  const { event, session, sessions, seats, fate } = booking;
  const isAgain =
    fate === "cancelled" &&
    sessions.length === 1 &&
    !isSessionCancelled(event, session) &&
    session.startsAt > now;
  if (!isAgain || event.state !== "published")
    return <ButtonLink href={paths.eventPage(event.slug)}>{t("booked.seeEvent")}</ButtonLink>;
  const same = { session: session.id, seats };
  return <ButtonLink href={paths.eventPage(event.slug, same)}>{t("booked.bookAgain")}</ButtonLink>;
}

function Title({ booking: { fate, event, session }, cancelled }: Pick<Props, "booking" | "cancelled">) {
  const { t } = useWords();
  if (fate !== "cancelled") return <PageTitle>{t("booked.notMadeTitle")}</PageTitle>;
  if (event.state === "cancelled") return <PageTitle>{t("booked.eventCancelledTitle")}</PageTitle>;
  if (session.cancelledAt) return <PageTitle>{t("booked.dateCancelledTitle")}</PageTitle>;
  return <PageTitle line={cancelled.line}>{cancelled.title}</PageTitle>;
}
