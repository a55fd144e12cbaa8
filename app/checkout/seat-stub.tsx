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
import { CHOSEN, DateChoice, dateWords, SessionLinks } from "./session-list.tsx";
import type { Surface } from "./surface.ts";

const LIVE = ["open", "full", "all-held", "not-open", "switched-off", "paused"];

/** Where seats are counted and booked. `<live-seats>` keeps its numbers true while the page is open. */
export function SeatStub({
  page,
  surface,
  problem,
  drawn = true,
}: {
  page: EventPageData;
  surface: Surface;
  problem?: FormProblem;
  /** With a picture of the seats, where they are countable. */
  drawn?: boolean;
}) {
  const { t, locale } = useWords();
  const { event, session, panel, hold } = page;
  const { headline, line } = panelWords(t, { ...page, locale });
  // In a frame the stream's numbers would count the visitor's own seats as taken.
  const isLive = LIVE.includes(panel.state) && !(hold && surface.holder === "form");
  const { capacity, booked, held } = session.seats;
  const isChoice = panel.most > 0 && page.choices.length > 0;
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
      {/* Where there is no date to choose this is what takes the focus of a chosen one. */}
      <p className="seats-left" id={isChoice ? undefined : CHOSEN} tabIndex={isChoice ? undefined : -1}>
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
      {/* What was wanted is gone, and so is the form that would have said so. */}
      {panel.most === 0 ? <ProblemNotice event={event} problem={problem} /> : null}
      <Act page={page} surface={surface} problem={problem} />
    </live-seats>
  );
}

function liveAddress(page: EventPageData, surface: Surface): string {
  return paths.eventLive(page.event.slug, page.session.id, datesOf(page, surface), surface.access);
}

/** The list of dates that the stream keeps true too; the module of a frame has no room for it. */
function datesOf({ sessions, isLaterPage }: EventPageData, surface: Surface): string | undefined {
  if (surface.name === "embed" || sessions.length < 2) return undefined;
  return isLaterPage ? sessions[0]?.id : "next";
}

/** What can be done in the panel's state. */
function Act({ page, surface, problem }: { page: EventPageData; surface: Surface; problem?: FormProblem }) {
  const { t } = useWords();
  const { event, session, panel, others, contact } = page;
  if (panel.most > 0) {
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

/** On a phone, once the panel has left the window: how many are left, and the way back to it. */
export function StickyBook({ page }: { page: EventPageData }) {
  const { t, locale } = useWords();
  // Empty where there is nothing to book: what the panel becomes while the page is open brings its bar along.
  if (page.panel.most === 0) return <sticky-book />;
  const { headline } = panelWords(t, { ...page, locale });
  return (
    <sticky-book class="sticky-book" data-for="#panel">
      <a href="#panel" className="sticky-link">
        <span>
          {page.coming > 1 ? <span className="sticky-date">{dateWords(page, locale)}</span> : null}
          <b data-left="">{headline}</b>
        </span>
        <span className="button button-primary">{t("event.bookShort")}</span>
      </a>
    </sticky-book>
  );
}
