import { type Moment, shortDate, timeSpan } from "#app/platform/dates.ts";
import * as paths from "#app/platform/paths.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { Field } from "#app/ui/field.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { Ticket, TicketTitle } from "#app/ui/ticket.tsx";
import type { Event, SessionWithSeats } from "./event.ts";
import { EventFacts, stockOf } from "./event-page.tsx";
import { type SeatPanel, seatWord } from "./seat-panel.ts";

export interface BookingProblem {
  /** What was typed, as it was typed. */
  typed: Record<string, unknown> | null | undefined;
  title?: string;
  errors?: Record<string, string[] | null> | null;
  /** Set when fewer seats are left than were wanted. */
  seatsLeft?: number;
}

interface Props {
  event: Event;
  session: SessionWithSeats;
  panel: SeatPanel;
  seats: number;
  others: SessionWithSeats[];
  formToken: string;
  now: Date;
  problem: BookingProblem | undefined;
}

/** The second screen of a booking: who it is for. */
export function BookingDetailsPage(props: Props) {
  const { event, session, seats: wanted, problem, now } = props;
  const errors = problem?.errors ?? undefined;
  const typed = (name: string) => String(problem?.typed?.[name] ?? "");
  // Where fewer are left than were wanted, the form offers those.
  const seats = problem?.seatsLeft || Math.trunc(Number(typed("seats"))) || wanted;
  const lost = problem?.seatsLeft === 0;
  const change = paths.eventPage(event.slug, { session: session.id, seats });
  return (
    <>
      <Ticket
        compact
        stock={stockOf(event)}
        label="What you are booking"
        main={
          <>
            <TicketTitle by={event.title}>{`Book ${seatWord(seats)}`}</TicketTitle>
            <EventFacts event={event} session={session} now={now} />
            <p>
              <TextLink href={change}>Change date or seats</TextLink>
            </p>
          </>
        }
      />
      <section className="details" aria-labelledby="details">
        <h2 id="details">Your details</h2>
        <ErrorSummary title="Check these details" errors={namedErrors(errors)} />
        {problem?.title ? <Refused title={problem.title} left={problem.seatsLeft} /> : null}
        {(lost ? props.others.length : props.panel.most) > 0 ? (
          <DetailsForm {...props} seats={seats} elsewhere={lost} errors={errors} typed={typed} />
        ) : (
          <NothingLeft {...props} />
        )}
      </section>
    </>
  );
}

function DetailsForm({
  event,
  session,
  seats,
  others,
  elsewhere,
  formToken,
  errors,
  typed,
}: Props & {
  /** The session that was wanted is full: the others are offered, and what was typed is kept. */
  elsewhere: boolean;
  errors: Record<string, string[] | null> | undefined;
  typed: (name: string) => string;
}) {
  return (
    <form-guard>
      <form
        method="post"
        // Not this page's own address: after a form was sent there, Back would load the page anew, with another token.
        action={paths.bookingForm(event.slug, { session: session.id })}
        className="form"
        noValidate
      >
        <input type="hidden" name="formToken" value={formToken} />
        <input type="hidden" name="seats" value={seats} />
        {elsewhere ? (
          <OtherDates event={event} others={others} />
        ) : (
          <input type="hidden" name="session" value={session.id} />
        )}
        <Field
          label="Name"
          name="name"
          autoComplete="name"
          defaultValue={typed("name")}
          errors={errors?.name}
          maxLength={120}
          enterKeyHint="next"
        />
        <Field
          label="E-mail"
          name="email"
          type="email"
          inputMode="email"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          hint="Your booking goes there, with a link to see or cancel it."
          defaultValue={typed("email")}
          errors={errors?.email}
          maxLength={254}
          enterKeyHint="done"
        />
        <Button wide busy="Confirming…">
          {seats === 1 ? "Confirm booking" : `Confirm booking of ${seats} seats`}
        </Button>
      </form>
    </form-guard>
  );
}

/** The form could not be carried out. What was typed is still in it. */
function Refused({ title, left }: { title: string; left: number | undefined }) {
  return (
    <error-focus>
      <div tabIndex={-1} role="alert">
        <Notice tone="warn" title={title}>
          {left ? <p>{`You can take ${left === 1 ? "it" : `the ${left}`} here.`}</p> : null}
        </Notice>
      </div>
    </error-focus>
  );
}

function NothingLeft({ event, panel, problem, others, seats }: Props) {
  const moment = { locale: event.locale, timeZone: event.timeZone };
  return (
    <>
      {problem?.title ? null : (
        <Notice tone="warn" title={panel.headline}>
          {panel.line ? <p>{panel.line}</p> : null}
          <p>
            {others.length > 0 ? "These dates have free seats:" : "There is no other date with free seats."}
          </p>
          <ul>
            {others.map((each) => (
              <li key={each.id}>
                <TextLink href={paths.bookingForm(event.slug, { session: each.id, seats })}>
                  {sessionWords(each, moment)}
                </TextLink>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <ButtonLink href={paths.eventPage(event.slug)}>See the event</ButtonLink>
    </>
  );
}

function OtherDates({ event, others }: Pick<Props, "event" | "others">) {
  const moment = { locale: event.locale, timeZone: event.timeZone };
  return (
    <fieldset className="choices">
      <legend>These dates have free seats</legend>
      {others.map((each, index) => (
        <label key={each.id} className="choice">
          <input type="radio" name="session" value={each.id} defaultChecked={index === 0} />
          {sessionWords(each, moment)}
        </label>
      ))}
    </fieldset>
  );
}

function sessionWords(session: SessionWithSeats, moment: Moment): string {
  return `${shortDate(session.startsAt, moment)}, ${timeSpan(session.startsAt, session.endsAt, moment)}`;
}

function namedErrors(errors: Record<string, string[] | null> | undefined) {
  if (!errors) return undefined;
  return Object.fromEntries(Object.entries(errors).map(([name, messages]) => [name, messages ?? []]));
}
