import { useNavigate } from "@remix-run/react";
import { useState } from "react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { usePageWords } from "#app/i18n/page-words.tsx";
import { MAX_QUERY_CHARACTERS } from "#app/platform/text/search.ts";
import { SearchField } from "#app/ui/admin/search-field.tsx";
import { Button } from "#app/ui/button.tsx";
import type { EventChoice, PickedEvent } from "./pick-events.server.ts";

const FORM = "event-search";

/**
 * The field that searches events inside of another form. It belongs to `EventSearchForm`, so that a search submits nothing else
 * and leaves what was typed there in place.
 */
export function EventSearch({ choice: { text, events, hasMore } }: { choice: EventChoice }) {
  const { t } = usePageWords();
  const { t: tAdmin } = useAdminWords();
  if (text === "" && !hasMore) return null;
  return (
    <>
      <div className="list-search">
        <SearchField
          label={t("admin.team.pick.search")}
          name="q"
          form={FORM}
          defaultValue={text}
          maxLength={MAX_QUERY_CHARACTERS}
        />
        <Button kind="quiet" form={FORM}>
          {tAdmin("admin.events.find")}
        </Button>
      </div>
      {hasMore ? <p className="field-hint">{t("admin.team.pick.more")}</p> : null}
      {events.length === 0 ? <p role="status">{t("admin.team.pick.none")}</p> : null}
    </>
  );
}

/** The form of `EventSearch`, outside of the other form. */
export function EventSearchForm() {
  const navigate = useNavigate();
  return (
    <form
      id={FORM}
      method="get"
      onSubmit={(event) => {
        event.preventDefault();
        const q = String(new FormData(event.currentTarget).get("q") ?? "");
        navigate(`?${new URLSearchParams({ q })}`, { replace: true, preventScrollReset: true });
      }}
    />
  );
}

/**
 * Returns the events to list: those that match the search and, before them, those that are chosen. `choose` is called when one
 * is chosen or no longer chosen, so that it stays in the list of the next search.
 */
export function useChoice({ events, chosen }: EventChoice) {
  const [kept, setKept] = useState(chosen);
  const listed = new Set(events.map(({ id }) => id));
  const choose = (event: PickedEvent, isChosen: boolean) =>
    setKept((before) => [...before.filter(({ id }) => id !== event.id), ...(isChosen ? [event] : [])]);
  return { shown: [...kept.filter(({ id }) => !listed.has(id)), ...events], choose };
}
