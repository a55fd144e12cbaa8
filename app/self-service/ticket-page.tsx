import type { FoundTicket } from "#app/attendees/find-ticket.server.ts";
import { seatWords } from "#app/events/seat-panel.ts";
import { useWords } from "#app/i18n/words.tsx";
import * as paths from "#app/platform/http/paths.ts";
import { Button } from "#app/ui/button.tsx";
import { Facts } from "#app/ui/facts.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { Reference } from "#app/ui/reference.tsx";
import { stockOf } from "#app/ui/seats/stocks.ts";
import { Ticket, TicketTitle } from "#app/ui/ticket.tsx";
import { BookingFacts } from "./booking-facts.tsx";
import { Code } from "./booking-ticket.tsx";

interface TicketProps {
  ticket: FoundTicket;
  id: string;
  /** Origin of the address in the code. */
  origin: string;
  now: Date;
}

/** One ticket: the code and the facts that are checked at the entrance. */
export function TicketPage({ ticket, id, origin, now }: TicketProps) {
  const { t } = useWords();
  const { booking, gone, admits } = ticket;
  const { event, organization, reference } = booking;
  const name = ticket.name || t("booked.guest", { number: ticket.position + 1 });
  return (
    <>
      {gone ? (
        <PageTitle line={t(gone === "cancelled" ? "booked.ticketCancelled" : "booked.ticketReplaced")}>
          {t("booked.ticketGone")}
        </PageTitle>
      ) : null}
      <div className="door-ticket" data-gone={gone ? "true" : undefined}>
        <Ticket
          stock={stockOf(event)}
          label={t("booked.ticketTitle")}
          main={
            <>
              <TicketTitle as={gone ? "h2" : "h1"} by={organization.name} lang={event.locale}>
                {event.title}
              </TicketTitle>
              <BookingFacts {...booking} now={now} more={[{ label: t("booked.name"), value: name }]} />
            </>
          }
          stub={
            <>
              {gone ? null : <Code id={id} origin={origin} caption={name} />}
              <Facts
                items={[
                  { label: t("booked.admits"), value: seatWords(t, event, admits) },
                  { label: t("booked.reference"), value: <Reference value={reference} /> },
                ]}
              />
            </>
          }
        />
      </div>
      {gone ? null : (
        <div className="acts">
          <print-page>
            <Button kind="quiet" type="button">
              {t("booked.print")}
            </Button>
          </print-page>
          <keep-ticket class="kept" data-worker={paths.ticketWorker()} data-kept={t("booked.ticketKept")} />
        </div>
      )}
    </>
  );
}
