import type { ReactNode } from "react";
import type { TimelineEntry } from "#app/attendees/timeline.server.ts";
import type { Session } from "#app/events/event.ts";
import { clockTime, longSpan, shortDate } from "#app/platform/dates.ts";
import { Cell, DataTable, HeadCell, Row } from "#app/ui/admin/data-table.tsx";
import { Facts } from "#app/ui/facts.tsx";
import { Reference } from "#app/ui/reference.tsx";
import { StateMark } from "#app/ui/state-mark.tsx";
import type { BookingRecord, MailRecord } from "./booking-record.server.ts";

interface Props {
  record: BookingRecord;
  now: Date;
}

const momentOf = ({ booking }: BookingRecord) => ({ locale: "en", timeZone: booking.event.timeZone });

/** Who, for what, and under which reference. */
export function BookingFactsOf({ record, now }: Props) {
  const { booking, people, answers } = record;
  const moment = momentOf(record);
  const when = (session: Session) => longSpan(session, moment, now);
  const guests = people.filter((person) => person.position > 0);
  return (
    <Facts
      items={[
        { label: "Reference", value: <Reference value={booking.reference} /> },
        { label: "E-mail", value: <a href={`mailto:${booking.person.email}`}>{booking.person.email}</a> },
        { label: "Seats", value: String(booking.seats) },
        { label: "For", value: <Lines lines={booking.sessions.map(when)} /> },
        ...(guests.length > 0
          ? [
              {
                label: "Guests",
                value: (
                  <Lines
                    lines={guests.map(({ name, position }) => name || `Guest ${position + 1}, no name`)}
                  />
                ),
              },
            ]
          : []),
        ...answers.map(({ person, question, answer }) => ({
          label: person > 0 ? `${question} (guest ${person + 1})` : question,
          value: answer,
        })),
      ]}
    />
  );
}

function Lines({ lines }: { lines: string[] }): ReactNode {
  return lines.map((line) => (
    <span key={line} className="fact-line">
      {line}
    </span>
  ));
}

/** What happened to the booking, and what became of each mail, in the order of time. */
export function BookingTimeline({ record }: Props) {
  const moment = momentOf(record);
  const time = (at: Date) => `${shortDate(at, moment)}, ${clockTime(at, moment)}`;
  const steps = [
    ...record.timeline.map((entry) => ({
      id: entry.id,
      at: entry.at,
      what: stepWords(entry),
      state: <StateMark tone={STEPS[entry.kind].tone}>{STEPS[entry.kind].words}</StateMark>,
    })),
    ...record.mails.map((mail) => ({
      id: `mail ${mail.id}`,
      at: mail.settledAt ?? mail.createdAt,
      what: mailWords(mail, time),
      state: <MailMark state={mail.state} />,
    })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  return (
    <DataTable
      label="What has happened"
      head={
        <>
          <HeadCell>When</HeadCell>
          <HeadCell>What</HeadCell>
          <HeadCell>State</HeadCell>
        </>
      }
    >
      {steps.map((step) => (
        <Row key={step.id}>
          <Cell first>{time(step.at)}</Cell>
          <Cell label="What">{step.what}</Cell>
          <Cell label="State">{step.state}</Cell>
        </Row>
      ))}
    </DataTable>
  );
}

const STEPS = {
  confirmed: { tone: "ok", words: "Booked" },
  changed: { tone: "info", words: "Changed" },
  cancelled: { tone: "bad", words: "Cancelled" },
} as const;

function stepWords({ kind, by, seats }: TimelineEntry): string {
  const who = by === "guest" ? "by the guest" : "by the organiser";
  const count = seats === 1 ? "1 seat" : `${seats} seats`;
  if (kind === "confirmed") return `Booked, ${count}`;
  return kind === "cancelled" ? `Cancelled ${who}` : `Changed to ${count} ${who}`;
}

const SUBJECTS: Record<MailRecord["kind"], string> = {
  confirmed: "Confirmation",
  changed: "Mail about the change",
  cancelled: "Mail about the cancelling",
  moved: "Mail about the new time or place",
  resent: "Confirmation, sent again",
  corrected: "Confirmation, to the corrected address",
  bookings: "List of the address's bookings",
};

function mailWords(mail: MailRecord, time: (at: Date) => string): string {
  const subject = SUBJECTS[mail.kind];
  if (mail.state === "withheld") return `${subject}: not sent, as you wished`;
  const tries = mail.attempts === 1 ? "1 try" : `${mail.attempts} tries`;
  if (mail.state === "sent") return mail.attempts > 1 ? `${subject}, after ${tries}` : subject;
  const why = mail.lastError ? `: ${mail.lastError}` : "";
  if (mail.state === "failed") return `${subject} was given up after ${tries}${why}`;
  return mail.lastError
    ? `${subject}: ${tries} so far, next ${time(mail.dueAt)}${why}`
    : `${subject} is on its way`;
}

const MARKS = {
  queued: { tone: "info", words: "Waiting" },
  sent: { tone: "ok", words: "Sent" },
  failed: { tone: "bad", words: "Failed" },
  withheld: { tone: "warn", words: "Withheld" },
} as const;

/** What became of a mail, as a word with its dot. */
export function MailMark({ state }: { state: MailRecord["state"] }) {
  const { tone, words } = MARKS[state];
  return <StateMark tone={tone}>{words}</StateMark>;
}
