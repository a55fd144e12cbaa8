import { liveWords } from "#app/events/live-words.ts";
import { isByNumbers, panelWords } from "#app/events/seat-panel.ts";
import { useWords } from "#app/i18n/words.tsx";
import * as paths from "#app/platform/http/paths.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { SeatGrid } from "#app/ui/seats/seat-grid.tsx";
import { SeatKey } from "#app/ui/seats/seat-key.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import type { EventPageData } from "./event-page.server.ts";
import type { FormProblem } from "./form-problem.ts";
import { OwnHoldNotice } from "./own-hold-notice.tsx";
import { ProblemNotice } from "./problem-notice.tsx";
import { BookForm, SeatForm } from "./seat-form.tsx";
import { CHOSEN_DATE_ID, DateChoice, dateWords, SessionLinks } from "./session-list.tsx";
import type { Surface } from "./surface.ts";

const LIVE = ["open", "full", "all-held", "not-open", "switched-off", "paused"];

/** The panel with the number of seats and the booking form. `<live-seats>` keeps its numbers current while the page is open. */
export function SeatStub({
  page,
  surface,
  problem,
  drawn = true,
}: {
  page: EventPageData;
  surface: Surface;
  problem?: FormProblem;
  /** Whether to draw the seats if the page shows their number. */
  drawn?: boolean;
}) {
  const { t, locale } = useWords();
  const { event, session, panel, hold } = page;
  const { headline, line } = panelWords(t, { ...page, locale });
  // In a frame the stream's numbers would count the visitor's own seats as taken.
  const isLive = LIVE.includes(panel.state) && !(hold && surface.holder === "form");
  const { capacity, booked, held } = session.seats;
  const isChoice = panel.maxSeats > 0 && page.choices.length > 0;
  const pictured = drawn && isByNumbers(panel.state) && event.numbersShown !== "never";
  return (
    <live-seats
      id="panel"
      class="seat-panel"
      data-url={isLive ? liveAddress(page, surface) : undefined}
      data-state={panel.state}
      data-most={event.maxPerBooking}
      data-left={panel.left ?? undefined}
      data-own={hold ? hold.expiresAt.getTime() - page.now.getTime() : undefined}
      data-words={JSON.stringify(liveWords(t, event))}
    >
      <OwnHoldNotice page={page} surface={surface} />
      {isChoice ? <DateChoice page={page} surface={surface} /> : null}
      {/* Without dates to choose from, this is the target of the fragment that a chosen date's URL has. */}
      <p
        className="seats-left"
        id={isChoice ? undefined : CHOSEN_DATE_ID}
        tabIndex={isChoice ? undefined : -1}
      >
        {headline}
      </p>
      <p className="sr-only" role="status" data-said="" />
      {line ? <p className="ticket-fine seat-line">{line}</p> : null}
      {pictured ? (
        <>
          <SeatGrid capacity={capacity} booked={booked} held={held} />
          <SeatKey booked={booked} held={held} />
        </>
      ) : null}
      {/* The requested seats are taken, and without a form the problem has no other place. */}
      {panel.maxSeats === 0 ? <ProblemNotice event={event} problem={problem} /> : null}
      <PanelAction page={page} surface={surface} problem={problem} />
    </live-seats>
  );
}

function liveAddress(page: EventPageData, surface: Surface): string {
  return paths.eventLive(page.event.slug, page.session.id, datesOf(page, surface), surface.access);
}

/** Returns where the list of dates starts, so that the stream updates it too; undefined in frames, whose module does not. */
function datesOf({ sessions, isLaterPage }: EventPageData, surface: Surface): string | undefined {
  if (surface.name === "embed" || sessions.length < 2) return undefined;
  return isLaterPage ? sessions[0]?.id : "next";
}

/** The form or the links for the panel's state. */
function PanelAction({
  page,
  surface,
  problem,
}: {
  page: EventPageData;
  surface: Surface;
  problem?: FormProblem;
}) {
  const { t } = useWords();
  const { event, session, panel, others, contact } = page;
  if (panel.maxSeats > 0) {
    const Form = page.express ? BookForm : SeatForm;
    return <Form page={page} surface={surface} problem={problem} />;
  }
  if (panel.state === "paused") {
    return (
      <try-again data-seconds="30">
        <ButtonLink wide href={surface.eventStep(event.slug, { session: session.id })}>
          {t("event.tryAgain")}
        </ButtonLink>
      </try-again>
    );
  }
  if (panel.state === "not-open") {
    return (
      <p className="seat-next">
        <TextLink href={paths.openingCalendar(event.slug)} alone>
          {t("event.addOpening")}
        </TextLink>
      </p>
    );
  }
  return (
    <>
      {others.length > 0 ? <SessionLinks page={page} surface={surface} /> : null}
      {contact && (panel.state === "closed" || panel.state === "switched-off") ? (
        <p className="ticket-fine">
          <TextLink href={`mailto:${contact}`} alone>
            {t("event.askOrganiser")}
          </TextLink>
        </p>
      ) : null}
    </>
  );
}

/** A bar on phones once the panel is scrolled out of view: the number of seats left, and a link back to the panel. */
export function StickyBook({ page }: { page: EventPageData }) {
  const { t, locale } = useWords();
  // Empty if nothing can be booked: when a live update replaces the panel, it replaces this bar as well.
  if (page.panel.maxSeats === 0) return <sticky-book />;
  const { headline } = panelWords(t, { ...page, locale });
  return (
    <sticky-book class="sticky-book" data-for="#panel">
      <a href="#panel" className="sticky-link">
        <span>
          {page.upcoming > 1 ? <span className="sticky-date">{dateWords(page, locale)}</span> : null}
          <b data-left="">{headline}</b>
        </span>
        <span className="button button-primary">{t("event.bookShort")}</span>
      </a>
    </sticky-book>
  );
}
