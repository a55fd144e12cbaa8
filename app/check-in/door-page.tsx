import type { ReactNode } from "react";
import type { FoundTicket } from "#app/attendees/find-ticket.server.ts";
import { seatWords } from "#app/events/seat-panel.ts";
import { SessionTime } from "#app/events/session-time.tsx";
import type { Translate } from "#app/i18n/translate.ts";
import { Phrase, useWords } from "#app/i18n/words.tsx";
import { fullTime, type Moment } from "#app/platform/dates.ts";
import * as paths from "#app/platform/http/paths.ts";
import { isolated } from "#app/platform/text/direction.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { type Fact, Facts } from "#app/ui/facts.tsx";
import { Reference } from "#app/ui/reference.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import type { DoorVerdict } from "./door-verdict.ts";

export interface DoorProps {
  ticket: FoundTicket;
  id: string;
  verdict: DoorVerdict;
  /** The path of the booking in the admin. */
  bookingPath: string;
  now: Date;
}

/** Renders the result of scanning a ticket, for members: whether it is valid, for whom, and for how many. */
export function DoorPage({ ticket, id, verdict, bookingPath, now }: DoorProps) {
  const { t, locale } = useWords();
  const { booking, admits } = ticket;
  const { event, reference, person } = booking;
  const moment = { locale, timeZone: event.timeZone };
  const name = nameOf(ticket, t);
  const sessions = "session" in verdict ? [verdict.session] : booking.sessions;
  const facts: Fact[] = [
    { label: t("door.event"), value: event.title },
    {
      label: t("frame.when"),
      value: sessions.map((session) => (
        <SessionTime
          key={session.startsAt.toISOString()}
          className="fact-line"
          {...{ session, moment, now }}
          more={session.label ? ` · ${isolated(session.label)}` : undefined}
        />
      )),
    },
    { label: t("booked.reference"), value: <Reference value={reference} /> },
    ...(name === person.name ? [] : [{ label: t("door.booker"), value: person.name }]),
  ];
  return (
    <article className="door">
      <Verdict
        isValid={verdict.kind === "valid"}
        word={t(wordOf(verdict))}
        why={whyOf({ verdict, t, moment, now })}
      >
        <p className="door-who">{seatWords(t, event, admits)}</p>
        <p className="door-who">
          <bdi>{name}</bdi>
        </p>
      </Verdict>
      <Facts items={facts} />
      <p className="door-next">
        <ButtonLink href={bookingPath}>{t("door.openBooking")}</ButtonLink>
        <TextLink href={paths.ticketPage(id)}>{t("door.openTicket")}</TextLink>
      </p>
    </article>
  );
}

/** Renders the result of scanning an unknown code, for members. */
export function UnknownCodePage() {
  const { t } = useWords();
  return (
    <article className="door">
      <Verdict isValid={false} word={t("door.notValid")} why={t("door.unknown")} />
      <p className="door-next">
        <ButtonLink href={paths.admin()}>{t("door.events")}</ButtonLink>
      </p>
    </article>
  );
}

interface VerdictProps {
  isValid: boolean;
  word: string;
  why: ReactNode;
  children?: ReactNode;
}

/** Renders the verdict as one coloured word with a sign, readable at arm's length and without colour vision. */
function Verdict({ isValid, word, why, children }: VerdictProps) {
  return (
    <div className="door-verdict" data-tone={isValid ? "ok" : "bad"}>
      <h1 className="door-word">
        <svg className="door-sign" viewBox="0 0 24 24" aria-hidden="true">
          <path d={isValid ? "M4 13l5 5L20 6" : "M5 5l14 14M19 5L5 19"} />
        </svg>
        {word}
      </h1>
      {why ? <p className="door-why">{why}</p> : null}
      {children}
    </div>
  );
}

/** Returns the page's title, such as "Valid · 2 seats · Ana Ruiz". */
export function doorTitle(t: Translate, ticket: FoundTicket, verdict: DoorVerdict): string {
  const seats = seatWords(t, ticket.booking.event, ticket.admits);
  return `${t(wordOf(verdict))} · ${seats} · ${isolated(nameOf(ticket, t))}`;
}

function nameOf({ name, position }: FoundTicket, t: Translate): string {
  return name || t("booked.guest", { number: position + 1 });
}

function wordOf({ kind }: DoorVerdict) {
  if (kind === "valid") return "door.valid";
  if (kind === "otherDay") return "door.otherDay";
  return kind === "ended" ? "door.ended" : "door.notValid";
}

interface WhyParts {
  verdict: DoorVerdict;
  t: Translate;
  moment: Moment;
  now: Date;
}

function whyOf({ verdict, t, moment, now }: WhyParts): ReactNode {
  if (verdict.kind === "valid") return undefined;
  if (verdict.kind === "dateCancelled") return t("door.dateCancelled");
  if ("session" in verdict) {
    const when = <SessionTime session={verdict.session} moment={moment} now={now} />;
    return <Phrase k={verdict.kind === "ended" ? "door.wasFor" : "door.isFor"} nodes={{ when }} />;
  }
  const { kind, at } = verdict;
  return at ? t(`door.${kind}On`, { when: fullTime(at, moment) }) : t(`door.${kind}`);
}
