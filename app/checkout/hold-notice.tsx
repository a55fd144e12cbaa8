import type { ReactNode } from "react";
import type { Event } from "#app/events/event.ts";
import { seatWords } from "#app/events/seat-panel.ts";
import { Phrase, useWords } from "#app/i18n/words.tsx";
import { clockTime } from "#app/platform/dates.ts";
import { Button } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { type DetailsProps, isOver } from "./details-props.ts";

const MINUTE_MS = 60_000;

/** The state of the hold: its end or, once it has expired, the seats that are still available. */
export function HoldNotice(props: DetailsProps) {
  const { hold } = props.page;
  if (!hold) return null;
  return isOver(hold.fate) ? <ExpiredHold {...props} /> : <LiveHold {...props} />;
}

interface CountdownProps {
  event: Event;
  expiresAt: Date;
  seats: number;
  now: Date;
  /** Announced to screen readers when the page loads. */
  done?: string | undefined;
  children?: ReactNode;
}

/** The number of held seats and the end of the hold, as a countdown if scripts run. */
export function HoldCountdown({ event, expiresAt, seats, now, done, children }: CountdownProps) {
  const { t, locale } = useWords();
  const left = Math.max(0, expiresAt.getTime() - now.getTime());
  const until = clockTime(expiresAt, { locale, timeZone: event.timeZone });
  return (
    <hold-countdown
      class="hold"
      data-until={expiresAt.getTime()}
      data-now={now.getTime()}
      data-warning={t("booking.minutesLeft", { count: Math.min(2, Math.ceil(left / MINUTE_MS)) })}
    >
      <p>
        <Phrase
          k="booking.holding"
          values={{ seats: seatWords(t, event, seats) }}
          nodes={{
            time: (
              <time className="hold-until" dateTime={expiresAt.toISOString()}>
                {until}
              </time>
            ),
          }}
        />{" "}
        <span role="timer" aria-label={t("booking.timeLeft")} className="hold-timer">
          {minutesAndSeconds(left)}
        </span>
      </p>
      {children}
      <p className="sr-only" role="status" data-said="">
        {done}
      </p>
    </hold-countdown>
  );
}

function LiveHold({ page, done }: DetailsProps) {
  const { t } = useWords();
  const { event, hold, now, seats } = page;
  if (!hold) return null;
  return (
    <HoldCountdown event={event} expiresAt={hold.expiresAt} seats={seats} now={now} done={done}>
      {hold.mayExtend ? (
        <Button kind="quiet" name="intent" value="extend" className="hold-extend" busy={t("booking.working")}>
          {t("booking.giveMore", { count: event.extendMinutes })}
        </Button>
      ) : null}
      {hold.mayRestart ? (
        <Button
          kind="quiet"
          name="intent"
          value={`hold:${seats}`}
          className="hold-extend"
          busy={t("booking.working")}
        >
          {t("booking.holdAgain", { count: seats })}
        </Button>
      ) : null}
      {/* The script presses this button when the hold expires, to load the new state. */}
      <button type="submit" name="intent" value="look" hidden tabIndex={-1} data-look="">
        {t("event.refresh")}
      </button>
    </HoldCountdown>
  );
}

function ExpiredHold({ page, typed, elsewhere }: DetailsProps) {
  const { t, locale } = useWords();
  const { event, hold } = page;
  if (!hold) return null;
  const { free } = hold;
  const seats = page.seats;
  const time = clockTime(hold.expiresAt, { locale, timeZone: event.timeZone });
  return (
    <Notice tone="warn" live title={ranOutWords()}>
      {free > 0 && !hold.mayHoldAgain ? <p>{t("booking.bookUnheld")}</p> : null}
      {free > 0 && hold.mayHoldAgain ? (
        <Button kind="quiet" name="intent" value={`hold:${free}`} busy={t("booking.working")}>
          {free < seats ? t("booking.take", { count: free }) : t("booking.holdAgain", { count: seats })}
        </Button>
      ) : null}
      {free > 0 ? null : <p>{t("booking.nothingBooked")}</p>}
      {typed && !elsewhere ? <p>{t("booking.detailsKept")}</p> : null}
    </Notice>
  );

  function ranOutWords(): string {
    if (free === 0) return t("booking.gone", { time });
    if (free < seats) return t("booking.fewerFree", { count: free, time });
    return t("booking.stillFree", { count: seats, time, seats: seatWords(t, event, seats) });
  }
}

/** Formats a duration, such as "9:41". */
function minutesAndSeconds(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
