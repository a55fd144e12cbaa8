import { Form } from "@remix-run/react";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import { DATE_TIME_BOUNDS } from "#app/platform/instants.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { CheckField, Field, Select, TextArea } from "#app/ui/forms/field.tsx";
import { stocks } from "#app/ui/seats/stocks.ts";
import { MOST_SESSIONS } from "../event.ts";
import type { EventDraft, SessionDraft } from "./event-draft.ts";
import { BookingFields, SeatFields } from "./event-form-settings.tsx";
import { fieldsOf, type PartProps } from "./form-part.ts";
import { MoveNotice } from "./move-notice.tsx";
import { QuestionsEditor } from "./questions-editor.tsx";

interface Props {
  draft: EventDraft;
  zones: string[];
  errors: FormErrors | undefined;
  /** How many bookings are for what would be moved; asked for before it is saved. */
  concerned?: number;
  /** The words of the button that saves. */
  save: string;
  cancel: string;
}

const PARTS = { what: "What", when: "When", seats: "Seats", form: "Form" };

/** An event as its organiser writes it: what, when, how many, and what is asked. One page, also without JavaScript. */
export function EventForm({ draft, zones, errors = {}, concerned = 0, save, cancel }: Props) {
  const part = { draft, errors };
  return (
    <Form method="post" className="form event-form" noValidate>
      <ErrorSummary title="Check these details" errors={errors} />
      {concerned > 0 ? <MoveNotice concerned={concerned} /> : null}
      <nav aria-label="Parts of this form" className="form-outline">
        {Object.entries(PARTS).map(([id, words]) => (
          <a key={id} href={`#${id}`} className="link">
            {words}
          </a>
        ))}
      </nav>
      {/* The first button of a form is the one that Enter presses: it has to be the one that saves. */}
      <button type="submit" name="intent" value="save" className="sr-only" tabIndex={-1} aria-hidden="true">
        {save}
      </button>
      <WhatFields {...part} />
      <WhenFields {...part} zones={zones} />
      <SeatFields {...part} />
      <fieldset id="form">
        <legend className="form-part">Form</legend>
        <QuestionsEditor {...part} />
        <BookingFields {...part} />
      </fieldset>
      <div className="button-row">
        <Button name="intent" value="save">
          {save}
        </Button>
        <ButtonLink kind="quiet" href={cancel}>
          Cancel
        </ButtonLink>
      </div>
    </Form>
  );
}

function WhatFields(props: PartProps) {
  const { of } = fieldsOf(props);
  return (
    <fieldset id="what">
      <legend className="form-part">What</legend>
      <Field label="Title" {...of("title")} maxLength={200} />
      <TextArea
        label="Description"
        {...of("description")}
        optional
        rows={8}
        hint="Markdown: **bold**, lists, links."
      />
      <Select
        label="Language"
        {...of("locale")}
        hint="The language of what you write here, and of the page for visitors who have no wish of their own."
      >
        <option value="en">English</option>
        <option value="de">Deutsch</option>
        <option value="fr">Français</option>
        <option value="es">Español</option>
      </Select>
      <PeopleFields {...props} />
      <Select label="Colour" {...of("stock")}>
        {stocks.map((stock) => (
          <option key={stock} value={stock}>
            {`${stock.charAt(0).toUpperCase()}${stock.slice(1)}`}
          </option>
        ))}
      </Select>
    </fieldset>
  );
}

/** What it costs, whom to ask, and what is said to who has booked. */
function PeopleFields(props: PartProps) {
  const { of } = fieldsOf(props);
  return (
    <>
      <Field
        label="Price"
        {...of("price")}
        optional
        hint="As it is to be read, such as “12 € at the door”. No money passes through here."
        maxLength={100}
      />
      <Field
        label="Contact e-mail"
        {...of("contactEmail")}
        type="email"
        optional
        hint="Whom attendees can ask. Your organisation's address where it is empty."
      />
      <TextArea
        label="Message after booking"
        {...of("message")}
        optional
        hint="Shown with the confirmation and in its mail, such as what to bring."
      />
    </>
  );
}

function WhenFields({ draft, errors, zones }: PartProps & { zones: string[] }) {
  const { of, checked } = fieldsOf({ draft, errors });
  return (
    <fieldset id="when">
      <legend className="form-part">When and where</legend>
      <Field label="Place" {...of("place")} optional />
      <CheckField
        label="It takes place online"
        {...checked("online")}
        hint="Visitors then see their own time first."
      />
      <Select label="Time zone" {...of("timeZone")}>
        {zones.map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </Select>
      {draft.sessions.map((session, index) => (
        // Rows are only ever added at the end, so the index names them for good.
        <SessionFields
          key={session.id ?? `new ${index}`}
          index={index}
          session={session}
          several={draft.sessions.length > 1}
          errors={errors}
        />
      ))}
      {draft.sessions.length < MOST_SESSIONS ? (
        <Button kind="quiet" name="intent" value="add-session">
          Add another date
        </Button>
      ) : (
        <p className="field-hint">{`An event has at most ${MOST_SESSIONS} dates.`}</p>
      )}
    </fieldset>
  );
}

function SessionFields({
  index,
  session,
  several,
  errors,
}: {
  index: number;
  session: SessionDraft;
  several: boolean;
  errors: FormErrors;
}) {
  const name = (field: keyof SessionDraft) => `sessions[${index}].${field}`;
  const shared = (field: keyof SessionDraft) => ({
    name: name(field),
    defaultValue: session[field],
    errors: errors[name(field)],
  });
  return (
    <fieldset className="session-fields">
      {several ? <legend>{`Date ${index + 1}`}</legend> : null}
      {session.id ? <input type="hidden" name={name("id")} value={session.id} /> : null}
      <Field label="Starts" type="datetime-local" {...DATE_TIME_BOUNDS} {...shared("startsAt")} />
      <Field label="Ends" type="datetime-local" {...DATE_TIME_BOUNDS} {...shared("endsAt")} />
      <Field label="Seats" type="number" inputMode="numeric" min={1} {...shared("capacity")} />
      {several ? <Field label="What" optional {...shared("label")} /> : null}
    </fieldset>
  );
}
