import type { EventPageData } from "#app/checkout/event-page.server.ts";
import { EventFacts } from "#app/checkout/event-page.tsx";
import type { FormProblem } from "#app/checkout/form-problem.ts";
import { SeatStub } from "#app/checkout/seat-stub.tsx";
import { SessionList } from "#app/checkout/session-list.tsx";
import type { Surface } from "#app/checkout/surface.ts";
import { useWords } from "#app/i18n/words.tsx";
import { Prose } from "#app/ui/prose.tsx";
import { stockOf } from "#app/ui/seats/stocks.ts";
import { Ticket, TicketTitle } from "#app/ui/ticket.tsx";
import type { EmbedOptions } from "./embed-options.ts";

interface Props {
  page: EventPageData;
  surface: Surface;
  options: EmbedOptions;
  problem: FormProblem | undefined;
}

/** The first step in a frame: only the ticket, with all text on its paper, as the host page's background is unknown. */
export function ChoosePage({ page, surface, options, problem }: Props) {
  const { t } = useWords();
  const { event, organization, session, now } = page;
  const hides = (part: EmbedOptions["hide"][number]) => options.hide.includes(part);
  const title = (
    <TicketTitle by={t("event.presents", { organisation: organization.name })} lang={event.locale}>
      {event.title}
    </TicketTitle>
  );
  return (
    <Ticket
      stock={options.stock ?? stockOf(event)}
      label={t("event.label")}
      main={
        <>
          {hides("title") ? <div className="sr-only">{title}</div> : title}
          <EventFacts event={event} session={session} now={now} />
          {page.description && !hides("description") ? (
            <div className="embed-text">
              <Prose html={page.description} lang={event.locale} />
            </div>
          ) : null}
          <Dates page={page} surface={surface} />
        </>
      }
      stub={<SeatStub page={page} surface={surface} problem={problem} drawn={!hides("image")} />}
    />
  );
}

function Dates({ page, surface }: Pick<Props, "page" | "surface">) {
  const { t } = useWords();
  const { event, sessions, later, isLaterPage } = page;
  if (sessions.length < 2 && !later) return null;
  return (
    <details className="embed-dates" open={isLaterPage}>
      <summary className="link">{t("embed.otherDates")}</summary>
      <SessionList page={page} surface={surface} />
      {later ? (
        <p>
          <a className="link" href={surface.eventStep(event.slug, { from: later })}>
            {t("event.laterDates")}
          </a>
        </p>
      ) : null}
    </details>
  );
}
