import { EventFacts } from "#app/checkout/event-page.tsx";
import type { Event, Session } from "#app/events/event.ts";
import { seatWords } from "#app/events/seat-panel.ts";
import { useWords } from "#app/i18n/words.tsx";
import { languageOfWords } from "#app/platform/text/language.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { Facts } from "#app/ui/facts.tsx";
import { Reference } from "#app/ui/reference.tsx";
import { stockOf } from "#app/ui/seats/stocks.ts";
import { Ticket, TicketTitle } from "#app/ui/ticket.tsx";
import type { EmbedOptions } from "./embed-options.ts";

/** A booking made in a frame, or the one that a test mode form would have made. */
export interface Done {
  event: Event;
  session: Session;
  seats: number;
  now: Date;
  /** Address of the first step, for another booking. */
  again: string;
  /** Undefined in test mode. */
  booking: { reference: string; name: string; email: string; manage: string; cancelled: boolean } | undefined;
}

/** The last step: the torn ticket. Attendees change or cancel the booking outside of the frame. */
export function DonePage({ done, options }: { done: Done; options: EmbedOptions }) {
  const { t } = useWords();
  const { event, session, seats, now, booking } = done;
  const headline = booking
    ? t(booking.cancelled ? "embed.cancelledBooking" : "embed.booked")
    : t("embed.bookedTest");
  return (
    <Ticket
      stock={options.stock ?? stockOf(event)}
      label={headline}
      torn={booking && !booking.cancelled}
      main={
        <>
          <TicketTitle by={<span lang={languageOfWords(event.title, event.locale)}>{event.title}</span>}>
            {headline}
          </TicketTitle>
          <p className="embed-text">
            {booking ? t("embed.mailed", { email: booking.email }) : t("embed.mailedTest")}
          </p>
          <EventFacts event={event} session={session} now={now} />
        </>
      }
      stub={
        <>
          <p className="seats-left">{seatWords(t, event, seats)}</p>
          {booking ? (
            <Facts
              items={[
                { label: t("embed.name"), value: booking.name },
                { label: t("embed.reference"), value: <Reference value={booking.reference} /> },
              ]}
            />
          ) : null}
          <div className="embed-acts">
            {booking ? <ButtonLink href={booking.manage}>{t("embed.manage")}</ButtonLink> : null}
            <ButtonLink kind="quiet" href={done.again}>
              {t("embed.again")}
            </ButtonLink>
            <button type="button" className="button button-quiet popup-only" data-close="">
              {t("embed.close")}
            </button>
          </div>
        </>
      }
    />
  );
}
