import { useWords } from "#app/i18n/words.tsx";
import { lineStart, monthAndYear } from "#app/platform/dates.ts";
import { Button } from "#app/ui/button.tsx";
import { isFiltered, type ListingQuery, monthAfter } from "./listing-query.ts";

const MONTHS_AHEAD = 12;

/** Renders the filter form of an organiser's list. It uses GET, so that the result has a URL. */
export function ListingFilter({
  action,
  query,
  today,
}: {
  action: string;
  query: ListingQuery;
  today: string;
}) {
  const { t } = useWords();
  return (
    <details className="filters" open={isFiltered(query)}>
      <summary>{t("organiser.filter")}</summary>
      <form method="get" action={action}>
        {query.view === "month" ? <input type="hidden" name="view" value="month" /> : null}
        {query.past ? <input type="hidden" name="past" value="1" /> : null}
        <div className="field filter-text">
          <label className="field-label" htmlFor="q">
            {t("organiser.filter.text")}
          </label>
          <input className="input" type="search" id="q" name="q" defaultValue={query.text} maxLength={100} />
        </div>
        {query.past ? null : <AheadFilter query={query} today={today} />}
        <Button kind="quiet">{t("organiser.filter.show")}</Button>
      </form>
    </details>
  );
}

/** Renders the filters for upcoming events: the month, and whether seats are left. */
function AheadFilter({ query, today }: { query: ListingQuery; today: string }) {
  const { t, locale } = useWords();
  const now = today.slice(0, 7);
  const ahead = Array.from({ length: MONTHS_AHEAD }, (_, index) => monthAfter(now, index));
  // A requested month stays in the list, even if it is further ahead.
  const months = query.month && !ahead.includes(query.month) ? [query.month, ...ahead] : ahead;
  const inWords = (month: string) =>
    lineStart(monthAndYear(new Date(`${month}-15T12:00:00Z`), { locale, timeZone: "UTC" }), { locale });
  return (
    <>
      <div className="field">
        <label className="field-label" htmlFor="month">
          {t("organiser.filter.month")}
        </label>
        <select className="input" id="month" name="month" defaultValue={query.month ?? ""}>
          {query.view === "list" ? <option value="">{t("organiser.filter.anyMonth")}</option> : null}
          {months.map((month) => (
            <option key={month} value={month}>
              {inWords(month)}
            </option>
          ))}
        </select>
      </div>
      <label className="check">
        <input className="check-box" type="checkbox" name="free" value="1" defaultChecked={query.free} />
        {t("organiser.filter.free")}
      </label>
    </>
  );
}
