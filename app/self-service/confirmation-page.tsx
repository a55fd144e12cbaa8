import type { BookingDetails } from "#app/attendees/booking-details.server.ts";
import type { NamedPerson } from "#app/attendees/list-people.server.ts";
import type { Ticket } from "#app/attendees/tickets.server.ts";
import { isOnMap } from "#app/events/where.ts";
import { Phrase, useWords } from "#app/i18n/words.tsx";
import { clockTime } from "#app/platform/dates.ts";
import * as paths from "#app/platform/http/paths.ts";
import { languageOfWords } from "#app/platform/text/language.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { EmailField } from "#app/ui/forms/field.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { BookingTicket, CodeCards } from "./booking-ticket.tsx";
import { CalendarMenu } from "./calendar-menu.tsx";
import { EndedBooking } from "./ended-booking.tsx";

export interface ConfirmationProps {
  booking: BookingDetails;
  people: NamedPerson[];
  tickets: Ticket[];
  token: string;
  origin: string;
  /** Deadline for correcting the email address; undefined after it. */
  correctUntil: Date | undefined;
  /** The action that led to this page, such as `corrected`. */
  done: string | undefined;
  problem: { email: string; error: string } | undefined;
  now: Date;
}

/** "You’re booked": the recipient of the mail, the ticket, and the actions for it. */
export function Confirmation(props: ConfirmationProps) {
  const { t } = useWords();
  const { booking, done, people, now } = props;
  return (
    <>
      <PageTitle
        line={
          <Phrase
            k="booked.sentTo"
            nodes={{ email: <strong className="long">{booking.person.email}</strong> }}
          />
        }
      >
        {t("booked.title")}
      </PageTitle>
      {done === "corrected" ? <Notice tone="ok" title={t("booked.corrected")} /> : null}
      <WrongAddress {...props} />
      <PrimaryActions {...props} />
      <BookingTicket booking={booking} people={people} codes={props} now={now} torn />
      <SecondaryActions {...props} />
      <CodeCards {...props} />
      {booking.event.message ? (
        <section className="details" aria-labelledby="message">
          <h2 id="message">{t("booked.messageFrom", { organisation: booking.organization.name })}</h2>
          <p
            className="organiser-words"
            dir="auto"
            lang={languageOfWords(booking.event.message, booking.event.locale)}
          >
            {booking.event.message}
          </p>
        </section>
      ) : null}
    </>
  );
}

/** The form to correct a mistyped email address, once, shortly after booking, while this page is still open. */
function WrongAddress({ booking, token, correctUntil, problem }: ConfirmationProps) {
  const { t, locale } = useWords();
  if (!correctUntil) return problem ? <Notice tone="warn" live title={problem.error} /> : null;
  const moment = { locale, timeZone: booking.event.timeZone };
  return (
    <details className="wrong-address" open={problem !== undefined}>
      <summary className="link">{t("booked.wrong")}</summary>
      <form
        method="post"
        action={paths.confirmationPage(booking.reference, token)}
        className="form"
        noValidate
      >
        <EmailField
          label={t("booking.email")}
          name="email"
          enterKeyHint="send"
          hint={t("booked.wrongHint", { time: clockTime(correctUntil, moment) })}
          defaultValue={problem?.email ?? booking.person.email}
          errors={problem && [problem.error]}
        />
        <Button kind="quiet">{t("booked.wrongSend")}</Button>
      </form>
    </details>
  );
}

/** The most common next actions: adding the date to a calendar and opening the ticket. */
function PrimaryActions({ booking, tickets, token }: ConfirmationProps) {
  const { t } = useWords();
  const [own] = tickets;
  return (
    <div className="acts">
      <CalendarMenu booking={booking} token={token} />
      {own ? (
        <ButtonLink kind="quiet" href={paths.ticketPage(own.id)}>
          {t("booked.openTicket")}
        </ButtonLink>
      ) : null}
    </div>
  );
}

function SecondaryActions({ booking, token, origin }: ConfirmationProps) {
  const { t } = useWords();
  const { event, reference } = booking;
  const eventUrl = paths.absolute(origin, paths.eventPage(event.slug));
  return (
    <ul className="act-links">
      <li>
        <TextLink href={paths.managePage(reference, token)}>{t("booked.manage")}</TextLink>
      </li>
      {isOnMap(event) ? (
        <li>
          <TextLink href={paths.mapOf(event.place)} target="_blank" rel="noopener noreferrer">
            {t("booked.directions")}
          </TextLink>
        </li>
      ) : null}
      <li>
        <print-page>
          <button type="button" className="link">
            {t("booked.print")}
          </button>
        </print-page>
      </li>
      <li>
        <share-link data-url={eventUrl} data-title={event.title} data-done={t("booked.copied")}>
          <button type="button" className="link">
            {t("booked.share")}
          </button>
        </share-link>
      </li>
    </ul>
  );
}

/** The page of a booking that is not, or no longer, confirmed. */
export function NoBooking(props: Pick<ConfirmationProps, "booking" | "people" | "now">) {
  const { t } = useWords();
  return <EndedBooking {...props} cancelled={{ title: t("booked.cancelledTitle") }} />;
}
