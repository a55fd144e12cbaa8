import { Link } from "@remix-run/react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import type { AdminEventQuery } from "#app/platform/http/paths.ts";
import { MAX_QUERY_CHARACTERS } from "#app/platform/text/search.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { SearchField } from "#app/ui/admin/search-field.tsx";
import { Button, buttonClass } from "#app/ui/button.tsx";
import { EmptyTicket } from "#app/ui/empty-ticket.tsx";
import { isNarrowed } from "../dates-query.ts";
import type { Event } from "../event.ts";
import type { DatesPage } from "../list-dates.server.ts";
import { SessionTable } from "./session-table.tsx";

interface Props {
  event: Event;
  dates: DatesPage;
  /** The other parameters of the page's URL, which the list's links keep. */
  others: AdminEventQuery;
  mayEdit: boolean;
  now: Date;
}

/** The list of an event's upcoming or past dates, filtered by label and day, in pages. */
export function DateList({ event, dates, others, mayEdit, now }: Props) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  const { query, sessions, next, counts } = dates;
  const of = (more: AdminEventQuery) => paths.event(event.id, { ...others, ...more });
  const parameters = datesQueryOf(dates);
  const tabs = [
    { to: of({}), label: t("admin.dates.coming", { count: counts.upcoming }), current: !query.past },
    { to: of({ dates: "past" }), label: t("admin.dates.past", { count: counts.past }), current: query.past },
  ];
  return (
    <section id="dates">
      <div className="section-head">
        <h2>{t("admin.event.dates")}</h2>
        {mayEdit && event.state !== "cancelled" ? (
          <Link to={paths.dateNew(event.id)} className={buttonClass({ kind: "quiet" })}>
            {t("admin.date.add")}
          </Link>
        ) : null}
      </div>
      <nav className="tabs" aria-label={t("admin.dates.byTime")}>
        {tabs.map((tab) => (
          <Link key={tab.to} to={tab.to} className="tab" aria-current={tab.current ? "page" : undefined}>
            {tab.label}
          </Link>
        ))}
      </nav>
      {counts.upcoming + counts.past > 1 ? <DateSearch event={event} dates={dates} others={others} /> : null}
      {sessions.length > 0 ? (
        <SessionTable event={event} sessions={sessions} now={now} mayEdit={mayEdit} />
      ) : (
        <NoDates dates={dates} all={of({ dates: query.past ? "past" : undefined })} />
      )}
      {next || query.from ? (
        <p className="page-next button-row">
          {query.from ? (
            <Link to={of({ ...parameters, from: undefined })} className={buttonClass({ kind: "quiet" })}>
              {t("admin.dates.first")}
            </Link>
          ) : null}
          {next ? (
            <Link to={of({ ...parameters, from: next })} className={buttonClass({ kind: "quiet" })}>
              {t(query.past ? "admin.dates.earlier" : "admin.dates.later")}
            </Link>
          ) : null}
        </p>
      ) : null}
    </section>
  );
}

/** Returns the URL parameters of the list of dates, for links that keep them. */
export function datesQueryOf({ query }: DatesPage): AdminEventQuery {
  const { past, label, day, from } = query;
  return { dates: past ? "past" : undefined, label: label || undefined, day: day || undefined, from };
}

function DateSearch({ event, dates: { query }, others }: Pick<Props, "event" | "dates" | "others">) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  const kept = { ...others, dates: query.past ? "past" : undefined };
  return (
    <form
      // The search is the key, so that the fields are reset when a link changes it.
      key={`${query.label} ${query.day}`}
      method="get"
      action={`${paths.event(event.id)}#dates`}
      aria-label={t("admin.dates.search")}
      className="list-search"
    >
      {Object.entries(kept).map(([name, value]) =>
        value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      <SearchField
        label={t("admin.dates.name")}
        name="label"
        defaultValue={query.label}
        maxLength={MAX_QUERY_CHARACTERS}
      />
      <SearchField
        label={t("admin.dates.day")}
        name="day"
        type="date"
        min="1900-01-01"
        max="2200-12-31"
        defaultValue={query.day}
      />
      <Button kind="quiet">{t("admin.events.find")}</Button>
    </form>
  );
}

function NoDates({ dates: { query }, all }: { dates: DatesPage; all: string }) {
  const { t } = useAdminWords();
  if (!isNarrowed(query)) {
    return <p className="field-hint">{t(query.past ? "admin.dates.nonePast" : "admin.dates.noneComing")}</p>;
  }
  return (
    <EmptyTicket
      title={t("admin.dates.noMatch")}
      action={
        <Link to={all} className={buttonClass({ kind: "quiet" })}>
          {t("admin.dates.showAll")}
        </Link>
      }
    />
  );
}
