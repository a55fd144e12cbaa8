import { Link } from "@remix-run/react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { MAX_QUERY_CHARACTERS } from "#app/platform/text/search.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { ClosedAction } from "#app/ui/admin/closed-action.tsx";
import { ListPage } from "#app/ui/admin/page-shells.tsx";
import { SearchField } from "#app/ui/admin/search-field.tsx";
import { Button, buttonClass } from "#app/ui/button.tsx";
import { EmptyTicket } from "#app/ui/empty-ticket.tsx";
import { type EventsQuery, LISTED_STATES } from "../events-query.ts";
import type { EventList } from "../list-events.server.ts";
import { EventTable } from "./event-table.tsx";

type Props = EventList & {
  query: EventsQuery;
  /** Whether the member may create events; without it the button says why not. */
  mayCreate: boolean;
};

/** The list of an organisation's events, filtered by state and title, in pages. */
export function EventsPage({ events, next, query, mayCreate }: Props) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  const create = mayCreate ? (
    <Link to={paths.newEvent()} className={buttonClass()}>
      {t("admin.events.new")}
    </Link>
  ) : (
    <ClosedAction label={t("admin.events.new")} reason={t("admin.shell.notInRole")} />
  );
  const { text, state, after } = query;
  if (events.length === 0 && text === "" && !state && !after) {
    const empty = (
      <EmptyTicket title={t("admin.events.empty")} line={t("admin.events.emptyLine")} action={create} />
    );
    return <ListPage title={t("admin.events.title")} empty={empty} />;
  }
  const narrowed = { q: text || undefined, state };
  return (
    <ListPage title={t("admin.events.title")} actions={create}>
      <EventFilters query={query} />
      {events.length > 0 ? (
        <EventTable events={events} />
      ) : (
        <EmptyTicket
          title={t("admin.events.noMatch")}
          action={
            <Link to={paths.home()} className={buttonClass({ kind: "quiet" })}>
              {t("admin.events.showAll")}
            </Link>
          }
        />
      )}
      {next || after ? (
        <p className="page-next button-row">
          {after ? (
            <Link to={paths.home(narrowed)} className={buttonClass({ kind: "quiet" })}>
              {t("admin.events.newest")}
            </Link>
          ) : null}
          {next ? (
            <Link to={paths.home({ ...narrowed, after: next })} className={buttonClass({ kind: "quiet" })}>
              {t("admin.events.older")}
            </Link>
          ) : null}
        </p>
      ) : null}
    </ListPage>
  );
}

function EventFilters({ query: { text, state } }: { query: EventsQuery }) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  const q = text || undefined;
  return (
    <>
      <nav className="tabs" aria-label={t("admin.events.byState")}>
        {[undefined, ...LISTED_STATES].map((each) => (
          <Link
            key={each ?? "all"}
            to={paths.home({ q, state: each })}
            className="tab"
            aria-current={each === state ? "page" : undefined}
          >
            {each ? t(`admin.events.state.${each}`) : t("admin.events.allStates")}
          </Link>
        ))}
      </nav>
      {/* The search is the key, so that the field is reset when a link changes it. */}
      <form key={text} method="get" action={paths.home()} className="list-search">
        {state ? <input type="hidden" name="state" value={state} /> : null}
        <SearchField
          label={t("admin.events.search")}
          name="q"
          defaultValue={text}
          maxLength={MAX_QUERY_CHARACTERS}
        />
        <Button kind="quiet">{t("admin.events.find")}</Button>
      </form>
    </>
  );
}
