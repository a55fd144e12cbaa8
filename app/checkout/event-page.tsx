import type { Event, Session } from "#app/events/event.ts";
import { SessionTime, YourTime, ZoneNote } from "#app/events/session-time.tsx";
import { isOnMap, whereWords } from "#app/events/where.ts";
import { Phrase, useWords } from "#app/i18n/words.tsx";
import * as paths from "#app/platform/http/paths.ts";
import { languageOfWords } from "#app/platform/text/language.ts";
import { Facts } from "#app/ui/facts.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { OwnWords } from "#app/ui/own-words.tsx";
import { Prose } from "#app/ui/prose.tsx";
import { stockOf } from "#app/ui/seats/stocks.ts";
import { TextLink } from "#app/ui/text-link.tsx";
import { Ticket, TicketTitle } from "#app/ui/ticket.tsx";
import type { EventPageData } from "./event-page.server.ts";
import type { FormProblem } from "./form-problem.ts";
import { OfflineBar } from "./offline-bar.tsx";
import { SeatStub, StickyBook } from "./seat-stub.tsx";
import { SessionList } from "./session-list.tsx";
import type { Surface } from "./surface.ts";

/** Date, place and price on every ticket of an event. */
export function EventFacts({ event, session, now }: { event: Event; session: Session; now: Date }) {
  const { t, locale } = useWords();
  const { label } = session;
  const items = [
    ...(label ? [{ label: t("event.what"), value: <OwnWords lang={event.locale}>{label}</OwnWords> }] : []),
    {
      label: t("frame.when"),
      ...whenOf(event, session, now, locale),
    },
    ...(event.place || event.online ? [{ label: t("frame.where"), value: <Where event={event} /> }] : []),
    ...(event.price
      ? [
          {
            label: t("event.price"),
            value: <span lang={languageOfWords(event.price, event.locale)}>{event.price}</span>,
          },
        ]
      : []),
  ];
  return <Facts items={items} />;
}

/** Returns the time in the event's zone; for online events the visitor's local time comes first. */
function whenOf(event: Event, session: Session, now: Date, locale: string) {
  const moment = { locale, timeZone: event.timeZone };
  const own = <SessionTime session={session} moment={moment} now={now} />;
  const note = <ZoneNote event={event} session={session} />;
  if (!event.online) return { value: own, note };
  const value = (
    <>
      <YourTime event={event} session={session} />
      {own}
    </>
  );
  return { value, note };
}

function Where({ event }: { event: Event }) {
  const { t } = useWords();
  if (event.online) return <span>{whereWords(t, event)}</span>;
  if (!isOnMap(event)) return <OwnWords lang={event.locale}>{event.place}</OwnWords>;
  return (
    <>
      <OwnWords lang={event.locale}>{event.place}</OwnWords>{" "}
      <TextLink
        href={paths.mapOf(event.place)}
        rel="noopener noreferrer"
        className="fact-link"
        aria-label={t("event.mapOf", { place: event.place })}
      >
        {t("event.map")}
      </TextLink>
    </>
  );
}

interface Props {
  page: EventPageData;
  surface: Surface;
  /** Why the submitted form failed. */
  problem?: FormProblem;
}

/** An event's page, on any surface. */
export function EventPage(props: Props) {
  const { page, surface } = props;
  const { event } = page;
  return (
    <>
      <OfflineBar />
      {event.state === "draft" ? <DraftBanner event={event} organization={page.organization} /> : null}
      <EventTicket {...props} />
      <div className="event-body">
        <div>
          {page.description ? <Prose html={page.description} lang={event.locale} /> : null}
          <Dates page={page} surface={surface} />
        </div>
        <Aside page={page} />
      </div>
      <StickyBook page={page} />
    </>
  );
}

/** The head of an event's page: the facts on the ticket, the booking form on its stub. */
function EventTicket({ page, surface, problem }: Props) {
  const { t } = useWords();
  const { event, organization, session, now } = page;
  return (
    <Ticket
      stock={stockOf(event)}
      event={event.id}
      label={t("event.label")}
      main={
        <>
          <TicketTitle by={t("event.presents", { organisation: organization.name })} lang={event.locale}>
            {event.title}
          </TicketTitle>
          <EventFacts event={event} session={session} now={now} />
        </>
      }
      stub={<SeatStub page={page} surface={surface} problem={problem} />}
    />
  );
}

function DraftBanner({ event, organization }: Pick<EventPageData, "event" | "organization">) {
  const { t } = useWords();
  return (
    <Notice tone="info" title={t("event.draft.banner")}>
      <p>
        {`${t("event.draft.line")} `}
        <TextLink href={paths.adminPaths(organization.slug).event(event.id)}>
          {t("event.draft.publish")}
        </TextLink>
      </p>
    </Notice>
  );
}

function Dates({ page, surface }: { page: EventPageData; surface: Surface }) {
  const { t } = useWords();
  const { event, sessions, later, isLaterPage } = page;
  if (sessions.length < 2 && !later && !isLaterPage) return null;
  return (
    <section aria-labelledby="dates">
      <h2 id="dates">{t("event.dates")}</h2>
      {isLaterPage ? (
        <p>
          <TextLink href={surface.eventStep(event.slug)} alone>
            {t("event.firstDates")}
          </TextLink>
        </p>
      ) : null}
      <SessionList page={page} surface={surface} />
      {later ? (
        <p>
          <TextLink href={surface.eventStep(event.slug, { from: later })} alone>
            {t("event.laterDates")}
          </TextLink>
        </p>
      ) : null}
    </section>
  );
}

function Aside({ page }: { page: EventPageData }) {
  const { t } = useWords();
  const { contact, organization } = page;
  return (
    <aside className="event-side">
      {contact ? (
        <p>
          <TextLink href={`mailto:${contact}`} alone>
            {t("event.askOrganiser")}
          </TextLink>
        </p>
      ) : null}
      <p>
        <TextLink href={paths.findBooking()} alone>
          {t("event.alreadyBooked")}
        </TextLink>
      </p>
      <p>
        <TextLink href={paths.organizationPage(organization.slug)} alone>
          <Phrase k="event.moreFrom" nodes={{ organisation: organization.name }} />
        </TextLink>
      </p>
    </aside>
  );
}
