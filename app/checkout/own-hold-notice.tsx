import { useWords } from "#app/i18n/words.tsx";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import type { EventPageData } from "./event-page.server.ts";
import { HoldCountdown } from "./hold-notice.tsx";
import { sessionWords } from "./session-list.tsx";
import type { Surface } from "./surface.ts";

/** The visitor's hold on the event, with a link to its details and a button that releases it. */
export function OwnHoldNotice({ page, surface }: { page: EventPageData; surface: Surface }) {
  const { t, locale } = useWords();
  const { event, hold, now, upcoming, released } = page;
  if (!hold) {
    return released ? (
      <p className="hold" role="status">
        {t("event.released")}
      </p>
    ) : null;
  }
  const { token, seats, session, expiresAt } = hold;
  return (
    <HoldCountdown event={event} expiresAt={expiresAt} seats={seats} now={now}>
      {upcoming > 1 ? <p>{sessionWords(event, session, locale)}</p> : null}
      {/* The ids let the script restore the focus when it replaces the panel. */}
      <ButtonLink id="continue" wide href={surface.detailsStep(event.slug, { h: token })}>
        {t("event.continue")}
      </ButtonLink>
      <form-guard>
        <form method="post" action={surface.eventStep(event.slug, { session: page.session.id, send: "1" })}>
          <input type="hidden" name="intent" value="release" />
          <input type="hidden" name="hold" value={token} />
          <Button id="release" kind="quiet" wide busy={t("booking.working")}>
            {t("event.release")}
          </Button>
        </form>
      </form-guard>
    </HoldCountdown>
  );
}
