import { useWords } from "#app/i18n/words.tsx";
import { lineStart, longDate, monthAndYear } from "#app/platform/dates.ts";
import * as paths from "#app/platform/http/paths.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { EmptyTicket } from "#app/ui/empty-ticket.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { EventList } from "./event-list.tsx";
import { ListingFilter } from "./listing-filter.tsx";
import { isFiltered, type ListingQuery, listingParameters, monthAfter } from "./listing-query.ts";
import { MonthView } from "./month-view.tsx";
import type { OrganiserPageData } from "./organiser-page.server.ts";

/** Renders an organiser's events as a list or month, filtered by the query string. */
export function OrganiserPage({ data }: { data: OrganiserPageData }) {
  const { organization, query, list, month, today } = data;
  const to = addressing(data);
  const isEmpty = (list?.events.length ?? month?.length ?? 0) === 0;
  // Without any planned events there is nothing to filter.
  const isBare = isEmpty && query.view === "list" && !query.past && !isFiltered(query) && !query.after;
  return (
    <div className="organiser">
      <PageTitle actions={isBare ? null : <ViewLinks query={query} to={to} />}>{organization.name}</PageTitle>
      {isBare ? null : (
        <ListingFilter action={paths.organizationPage(organization.slug)} query={query} today={today} />
      )}
      {query.view === "month" ? <Month data={data} to={to} /> : <List data={data} to={to} />}
      <Follow data={data} to={to} isBare={isBare} />
    </div>
  );
}

type To = (changes: Partial<ListingQuery>) => string;

/** Returns a function for URLs of this page with a changed query, always on the first page. */
function addressing({ organization, query }: OrganiserPageData): To {
  return (changes) =>
    paths.organizationPage(organization.slug, listingParameters({ ...query, after: undefined, ...changes }));
}

function ViewLinks({ query, to }: { query: ListingQuery; to: To }) {
  const { t } = useWords();
  return (
    <nav className="views" aria-label={t("organiser.view")}>
      <a href={to({ view: "list" })} aria-current={query.view === "list" ? "page" : undefined}>
        {t("organiser.view.list")}
      </a>
      <a
        href={to({ view: "month", day: undefined, past: false })}
        aria-current={query.view === "month" ? "page" : undefined}
      >
        {t("organiser.view.month")}
      </a>
    </nav>
  );
}

function List({ data, to }: { data: OrganiserPageData; to: To }) {
  const { t, locale } = useWords();
  const { query, list, organization, now } = data;
  if (!list || list.events.length === 0) return <NoEvents data={data} />;
  const day = query.day && new Date(`${query.day}T12:00:00Z`);
  return (
    <>
      {day ? (
        <h2 className="list-day">
          {t("organiser.filter.day", { date: longDate(day, { locale, timeZone: "UTC" }, now) })}
        </h2>
      ) : null}
      <EventList
        events={list.events}
        byMonth={!query.day}
        timeZone={organization.timeZone}
        toSession={isFiltered(query) || query.past}
        now={now}
      />
      {query.after || list.next ? (
        <nav className="button-row page-next">
          {list.next ? (
            <ButtonLink kind="quiet" href={to({ after: list.next })}>
              {query.past ? t("organiser.earlier") : t("organiser.later")}
            </ButtonLink>
          ) : null}
          {query.after ? (
            <ButtonLink kind="quiet" href={to({})}>
              {t("organiser.first")}
            </ButtonLink>
          ) : null}
        </nav>
      ) : null}
    </>
  );
}

function Month({ data, to }: { data: OrganiserPageData; to: To }) {
  const { t, locale } = useWords();
  const { days, month = [], today, now } = data;
  if (!days) return null;
  const name = days.from.slice(0, 7);
  const inSentence = (of: string) =>
    monthAndYear(new Date(`${of}-15T12:00:00Z`), { locale, timeZone: "UTC" });
  const inWords = (of: string) => lineStart(inSentence(of), { locale });
  const turn = (months: number, label: string) => (
    <a className="link" href={to({ month: monthAfter(name, months) })} aria-label={label}>
      {inWords(monthAfter(name, months))}
    </a>
  );
  return (
    <>
      <div className="month-turn">
        <h2>{inWords(name)}</h2>
        {turn(-1, `${t("organiser.month.previous")}: ${inWords(monthAfter(name, -1))}`)}
        {turn(1, `${t("organiser.month.next")}: ${inWords(monthAfter(name, 1))}`)}
      </div>
      {month.length === 0 ? (
        <EmptyTicket title={t("organiser.noneInMonth", { month: inSentence(name) })} />
      ) : (
        <MonthView
          from={days.from}
          days={month}
          today={today}
          now={now}
          dayList={(day) => to({ view: "list", day, month: undefined, past: day < today })}
        />
      )}
    </>
  );
}

/** Renders the empty state: no events at all, or none that match the filter, each with a next step. */
function NoEvents({ data: { organization, query } }: { data: OrganiserPageData }) {
  const { t } = useWords();
  if (isFiltered(query)) {
    return (
      <EmptyTicket
        title={t("organiser.none.title")}
        line={t("organiser.none.line")}
        action={
          <ButtonLink kind="quiet" href={paths.organizationPage(organization.slug)}>
            {t("organiser.filter.clear")}
          </ButtonLink>
        }
      />
    );
  }
  if (query.past) return <EmptyTicket title={t("organiser.nonePast")} />;
  return (
    <EmptyTicket
      title={t("organiser.empty.title")}
      line={t("organiser.empty.line")}
      action={
        <>
          <ButtonLink href={paths.organizationCalendar(organization.slug)}>
            {t("organiser.follow.calendar")}
          </ButtonLink>
          <ButtonLink kind="quiet" href={paths.organizationFeed(organization.slug)}>
            {t("organiser.follow.feed")}
          </ButtonLink>
        </>
      }
    />
  );
}

/** Renders the links to the feeds, unless the empty state has them, and to past events. */
function Follow({ data, to, isBare }: { data: OrganiserPageData; to: To; isBare: boolean }) {
  const { t } = useWords();
  const { slug } = data.organization;
  return (
    <nav className="follow" aria-label={t("organiser.follow")}>
      {isBare ? null : (
        <>
          <TextLink href={paths.organizationFeed(slug)}>{t("organiser.follow.feed")}</TextLink>
          <TextLink href={paths.organizationCalendar(slug)}>{t("organiser.follow.calendar")}</TextLink>
        </>
      )}
      {data.query.past ? (
        <TextLink href={paths.organizationPage(slug)}>{t("organiser.upcoming")}</TextLink>
      ) : (
        <TextLink href={to({ view: "list", past: true, day: undefined, month: undefined, free: false })}>
          {t("organiser.past")}
        </TextLink>
      )}
    </nav>
  );
}
