import type { BookingDetails } from "#app/attendees/booking-details.server.ts";
import type { NamedPerson } from "#app/attendees/list-people.server.ts";
import { ticketCode } from "#app/attendees/ticket-code.ts";
import type { Ticket as DoorTicket } from "#app/attendees/tickets.server.ts";
import { seatWords } from "#app/events/seat-panel.ts";
import { useWords } from "#app/i18n/words.tsx";
import * as paths from "#app/platform/http/paths.ts";
import { Facts } from "#app/ui/facts.tsx";
import { OwnWords } from "#app/ui/own-words.tsx";
import { QrCode } from "#app/ui/qr-code.tsx";
import { formatReference, Reference } from "#app/ui/reference.tsx";
import { stockOf } from "#app/ui/seats/stocks.ts";
import { TextLink } from "#app/ui/text-link.tsx";
import { Ticket, TicketTitle } from "#app/ui/ticket.tsx";
import { BookingFacts } from "./booking-facts.tsx";

interface TicketCodes {
  tickets: DoorTicket[];
  /** Origin of the addresses in the codes. */
  origin: string;
}

/** A booking as a ticket; `torn` shows the stub torn off, right after booking. */
export function BookingTicket({
  booking,
  people = [],
  codes,
  now,
  torn,
}: {
  booking: BookingDetails;
  people?: NamedPerson[];
  /** The codes to show. A single code is on the ticket; several are shown on separate cards below it. */
  codes?: TicketCodes;
  now: Date;
  torn?: boolean;
}) {
  const { t } = useWords();
  const { event, organization, seats, reference, person } = booking;
  const named = [{ position: 0, name: person.name }, ...people.filter((each) => each.position > 0)];
  // Online events have no entrance at which to show a code.
  const isJoinedOnline = event.online && booking.joinUrl !== "";
  const [only, second] = codes?.tickets ?? [];
  return (
    <Ticket
      stock={stockOf(event)}
      label={t("booked.yourTicket")}
      torn={torn}
      main={
        <>
          <TicketTitle as="h2" by={organization.name} lang={event.locale}>
            {event.title}
          </TicketTitle>
          <BookingFacts
            {...booking}
            now={now}
            more={[
              {
                label: t(named.length > 1 ? "booked.names" : "booked.name"),
                value: named.map(({ position, name }) => (
                  <span key={position} className="fact-line">
                    <OwnWords>{name}</OwnWords>
                  </span>
                )),
              },
            ]}
          />
        </>
      }
      stub={
        <>
          <p className="seats-left">{seatWords(t, event, seats)}</p>
          <Facts items={[{ label: t("booked.reference"), value: <Reference value={reference} /> }]} />
          {codes && only && !second ? (
            <>
              <Code id={only.id} origin={codes.origin} caption={formatReference(reference)} />
              {isJoinedOnline ? null : <p className="ticket-fine">{t("booked.showCode")}</p>}
            </>
          ) : null}
          {second && !isJoinedOnline ? <p className="ticket-fine">{t("booked.showCodes")}</p> : null}
        </>
      }
    />
  );
}

interface CodeProps {
  /** The ticket's id. */
  id: string;
  origin: string;
  name?: string;
  caption: string;
}

/** A code to show at the entrance. Pressing it shows it full-screen with `caption`: the name or the reference. */
export function Code({ id, origin, name, caption }: CodeProps) {
  const { t } = useWords();
  const label = name ? t("booked.codeOf", { name }) : t("booked.code");
  return (
    <show-code
      class="code"
      data-label={label}
      data-caption={caption}
      data-open={t("booked.fullScreen")}
      data-close={t("booked.closeCode")}
    >
      <QrCode text={ticketCode(origin, id)} label={label} />
    </show-code>
  );
}

/** One card per guest, if each guest has a separate code. */
export function CodeCards({ tickets, origin, people }: TicketCodes & { people: NamedPerson[] }) {
  const { t } = useWords();
  if (tickets.length < 2) return null;
  return (
    <section className="details" aria-labelledby="codes">
      <h2 id="codes">{t("booked.codes")}</h2>
      <ul className="code-cards">
        {tickets.map((ticket) => {
          const name = nameOf(ticket.position, people, t("booked.guest", { number: ticket.position + 1 }));
          return (
            <li key={ticket.id} className="code-card">
              <h3>{name}</h3>
              <Code id={ticket.id} origin={origin} name={name} caption={name} />
              <p>
                <TextLink href={paths.ticketPage(ticket.id)} alone>
                  {t("booked.openTicketOf", { name })}
                </TextLink>
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function nameOf(position: number, people: NamedPerson[], otherwise: string): string {
  return people.find((person) => person.position === position)?.name || otherwise;
}
