import type { ReactNode } from "react";
import type { TimelineEntry } from "#app/attendees/timeline.server.ts";
import { SessionTime } from "#app/events/session-time.tsx";
import type { AdminTranslate } from "#app/i18n/admin-translate.ts";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import type { MailRecord } from "#app/mail/mail-records.server.ts";
import { clockTime, lineStart, shortDate } from "#app/platform/dates.ts";
import type { Locale } from "#app/platform/locales.ts";
import { languageOfWords } from "#app/platform/text/language.ts";
import { writtenNumber } from "#app/platform/text/number.ts";
import { Cell, DataTable, HeadCell, Row } from "#app/ui/admin/data-table.tsx";
import { Facts } from "#app/ui/facts.tsx";
import { Reference } from "#app/ui/reference.tsx";
import { StateMark } from "#app/ui/state-mark.tsx";
import type { BookingRecord } from "./booking-record.server.ts";

interface Props {
  record: BookingRecord;
  now: Date;
}

interface TimelineProps extends Props {
  /** The texts of overridden booking rules, by the id of their entry. */
  notes: Record<string, string[]>;
}

const momentOf = ({ booking }: BookingRecord, locale: Locale) => ({
  locale,
  timeZone: booking.event.timeZone,
});

/** The booking's reference, booker, dates, guests and answers. */
export function BookingFactsOf({ record, now }: Props) {
  const { t, locale } = useAdminWords();
  const { booking, people, answers } = record;
  const moment = momentOf(record, locale);
  const guests = people.filter((person) => person.position > 0);
  return (
    <Facts
      items={[
        { label: t("admin.bookings.reference"), value: <Reference value={booking.reference} /> },
        ...(booking.person ? [emailFact(booking.person.email, t)] : []),
        ...(booking.source === "api" ? programFacts(record, t) : []),
        { label: t("admin.bookings.seats"), value: writtenNumber(booking.seats, locale) },
        {
          label: t("admin.bookings.date"),
          value: booking.sessions.map((session) => (
            <SessionTime key={session.id} className="fact-line" {...{ session, moment, now }} />
          )),
        },
        ...(booking.joinUrl
          ? [{ label: t("admin.eventForm.joinUrl"), value: <JoinLink url={booking.joinUrl} /> }]
          : []),
        ...(guests.length > 0
          ? [
              {
                label: t("admin.booking.guests"),
                value: (
                  <Lines
                    lines={guests.map(
                      ({ name, position }) =>
                        name || t("admin.booking.unnamedGuest", { number: position + 1 }),
                    )}
                  />
                ),
              },
            ]
          : []),
        ...answers.map(({ person, question, answer }) => ({
          label: person > 0 ? t("admin.booking.answerOfGuest", { question, number: person + 1 }) : question,
          value:
            answer === undefined ? (
              <StateMark tone="warn">{t("admin.booking.notAnswered")}</StateMark>
            ) : (
              <span className="typed-lines" dir="auto" lang={languageOfWords(answer)}>
                {answer}
              </span>
            ),
        })),
      ]}
    />
  );
}

function JoinLink({ url }: { url: string }) {
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {url}
    </a>
  );
}

function emailFact(email: string, t: AdminTranslate) {
  return { label: t("admin.bookings.email"), value: <a href={`mailto:${email}`}>{email}</a> };
}

/** Returns the facts of an API booking: the client id that the program gave, and the key it used. */
function programFacts({ booking, key }: BookingRecord, t: AdminTranslate) {
  const named = key?.name ? <bdi>{key.name}</bdi> : t("admin.booking.serverKey");
  return [
    { label: t("admin.booking.client"), value: <bdi>{booking.clientId}</bdi> },
    { label: t("admin.booking.key"), value: key ? named : t("admin.booking.noKey") },
  ];
}

function Lines({ lines }: { lines: string[] }): ReactNode {
  return lines.map((line) => (
    <span key={line} className="fact-line" dir="auto" lang={languageOfWords(line)}>
      {line}
    </span>
  ));
}

/** The booking's changes and mails with their states, oldest first. */
export function BookingTimeline({ record, notes }: TimelineProps) {
  const { t, locale } = useAdminWords();
  const moment = momentOf(record, locale);
  const time = (at: Date) =>
    t("admin.bookings.timeOfDay", { date: shortDate(at, moment), time: clockTime(at, moment) });
  const steps = [
    ...record.timeline.map((entry) => ({
      id: entry.id,
      at: entry.at,
      what: [stepWords(entry, t), ...(notes[entry.id] ?? [])].join(" "),
      state: <StateMark tone={STEPS[entry.kind]}>{t(`admin.booking.step.${entry.kind}`)}</StateMark>,
    })),
    ...record.mails.map((mail) => ({
      id: `mail ${mail.id}`,
      at: mail.settledAt ?? mail.createdAt,
      what: mailWords(mail, t, time),
      state: <MailMark state={mail.state} />,
    })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  return (
    <DataTable
      label={t("admin.booking.history")}
      head={
        <>
          <HeadCell>{t("admin.booking.when")}</HeadCell>
          <HeadCell>{t("admin.booking.what")}</HeadCell>
          <HeadCell>{t("admin.booking.status")}</HeadCell>
        </>
      }
    >
      {steps.map((step) => (
        <Row key={step.id}>
          <Cell first>{lineStart(time(step.at), moment)}</Cell>
          <Cell label={t("admin.booking.what")}>{step.what}</Cell>
          <Cell label={t("admin.booking.status")}>{step.state}</Cell>
        </Row>
      ))}
    </DataTable>
  );
}

const STEPS = { confirmed: "ok", changed: "info", cancelled: "bad" } as const;

function stepWords({ kind, by, seats: count }: TimelineEntry, t: AdminTranslate): string {
  if (kind === "confirmed") return t("admin.booking.confirmed", { count });
  if (by === "guest") {
    return kind === "cancelled"
      ? t("admin.booking.cancelledByGuest")
      : t("admin.booking.changedByGuest", { count });
  }
  if (by === "program") {
    return kind === "cancelled"
      ? t("admin.booking.cancelledByProgram")
      : t("admin.booking.changedByProgram", { count });
  }
  return kind === "cancelled"
    ? t("admin.booking.cancelledByOrganiser")
    : t("admin.booking.changedByOrganiser", { count });
}

function mailWords(mail: MailRecord, t: AdminTranslate, time: (at: Date) => string): string {
  const { attempts: count, lastError: error } = mail;
  const email = t(`admin.booking.email.${mail.kind}`);
  if (mail.state === "withheld") return t("admin.booking.email.withheld", { email });
  if (mail.state === "sent") return count > 1 ? t("admin.booking.email.sentAfter", { email, count }) : email;
  const because = (what: string) => (error ? t("admin.booking.email.because", { what, error }) : what);
  if (mail.state === "failed") return because(t("admin.booking.email.failed", { email, count }));
  return error
    ? because(t("admin.booking.email.retrying", { email, count, time: time(mail.dueAt) }))
    : t("admin.booking.email.onItsWay", { email });
}

const MARKS = { queued: "info", sent: "ok", failed: "bad", withheld: "warn" } as const;

/** The delivery state of a mail. */
export function MailMark({ state }: { state: MailRecord["state"] }) {
  const { t } = useAdminWords();
  return <StateMark tone={MARKS[state]}>{t(`admin.booking.emailState.${state}`)}</StateMark>;
}
