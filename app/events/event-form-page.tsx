import { Form } from "@remix-run/react";
import * as paths from "#app/platform/paths.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { Field, Select, TextArea } from "#app/ui/field.tsx";
import { stocks } from "#app/ui/stocks.ts";
import type { EventDraft, SessionDraft } from "./event-draft.ts";

export type FormErrors = Record<string, string[] | null>;

interface Props {
  draft: EventDraft;
  zones: string[];
  errors: FormErrors | undefined;
  /** The words of the button that saves. */
  save: string;
  cancel: string;
}

/** An event as its organiser writes it: what, when and how many. One page, also without JavaScript. */
export function EventForm({ draft, zones, errors = {}, save, cancel }: Props) {
  return (
    <Form method="post" className="form event-form" noValidate>
      <ErrorSummary title="Check these details" errors={errors} />
      {/* The first button of a form is the one that Enter presses: it has to be the one that saves. */}
      <button type="submit" name="intent" value="save" className="sr-only" tabIndex={-1} aria-hidden="true">
        {save}
      </button>
      <WhatFields draft={draft} errors={errors} />
      <fieldset>
        <legend className="form-part">When</legend>
        <Select label="Time zone" name="timeZone" defaultValue={draft.timeZone} errors={errors.timeZone}>
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
        <Button kind="quiet" name="intent" value="add-session">
          Add another date
        </Button>
      </fieldset>
      <fieldset>
        <legend className="form-part">Booking</legend>
        <Field
          label="Most seats a booking"
          name="maxPerBooking"
          type="number"
          inputMode="numeric"
          min={1}
          max={1000}
          defaultValue={draft.maxPerBooking}
          errors={errors.maxPerBooking}
        />
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

function WhatFields({ draft, errors }: { draft: EventDraft; errors: FormErrors }) {
  return (
    <fieldset>
      <legend className="form-part">What</legend>
      <Field label="Title" name="title" defaultValue={draft.title} errors={errors.title} maxLength={200} />
      <TextArea
        label="Description"
        name="description"
        optional
        rows={8}
        hint="Markdown: **bold**, lists, links."
        defaultValue={draft.description}
        errors={errors.description}
      />
      <Field label="Place" name="place" optional defaultValue={draft.place} errors={errors.place} />
      <Select label="Colour" name="stock" defaultValue={draft.stock} errors={errors.stock}>
        {stocks.map((stock) => (
          <option key={stock} value={stock}>
            {`${stock.charAt(0).toUpperCase()}${stock.slice(1)}`}
          </option>
        ))}
      </Select>
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
      <Field label="Starts" type="datetime-local" {...shared("startsAt")} />
      <Field label="Ends" type="datetime-local" {...shared("endsAt")} />
      <Field label="Seats" type="number" inputMode="numeric" min={1} {...shared("capacity")} />
      {several ? <Field label="What" optional {...shared("label")} /> : null}
    </fieldset>
  );
}

export const cancelTo = (eventId: string | undefined) =>
  eventId ? paths.adminEvent(eventId) : paths.admin();
