import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { contentLanguageNames, contentLanguages } from "#app/platform/content-languages.ts";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import { DATE_TIME_BOUNDS } from "#app/platform/instants.ts";
import type { ZoneGroup } from "#app/platform/zone-choices.ts";
import { AutosaveForm, CancelLink } from "#app/ui/admin/editor-form.tsx";
import { ZoneSelect } from "#app/ui/admin/zone-select.tsx";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { CheckField, Field, Select, TextArea } from "#app/ui/forms/field.tsx";
import { stocks } from "#app/ui/seats/stocks.ts";
import { MAX_SESSIONS } from "../event.ts";
import { EventConflictNotice } from "./event-conflict-notice.tsx";
import type { EventDraft, SessionDraft } from "./event-draft.ts";
import { BookingFields, SeatFields } from "./event-form-settings.tsx";
import { fieldsOf, type PartProps } from "./form-part.ts";
import { MoveNotice } from "./move-notice.tsx";
import { QuestionsEditor } from "./questions-editor.tsx";
import { ReadingField } from "./reading-field.tsx";
import type { EventConflict } from "./save-conflict.ts";
import { StartField } from "./start-field.tsx";

interface Props {
  draft: EventDraft;
  zones: ZoneGroup[];
  errors: FormErrors | undefined;
  /** The number of the event's dates that are not in the form, and the URL of the list of all dates. */
  otherDates?: { count: number; list: string };
  /** Number of bookings that a change of dates or place concerns, to be confirmed before it is saved. */
  concerned?: number;
  /** The version of the event that the form was opened with. */
  version?: number;
  conflict?: EventConflict;
  /** Label of the button that saves. */
  save: string;
  cancel: string;
}

const PARTS = { what: "what", when: "when", seats: "bookingRules", form: "form" } as const;

/** The form of an event: description, dates, seats and questions. It is one page, which works without JavaScript. */
export function EventForm(props: Props) {
  const { draft, zones, errors = {}, otherDates, concerned = 0, version, conflict, save, cancel } = props;
  const { t } = useAdminWords();
  const part = { draft, errors };
  return (
    <AutosaveForm className="form event-form" noValidate>
      <ErrorSummary title={t("admin.form.check")} errors={errors} />
      {version === undefined ? null : <input type="hidden" name="version" value={version} />}
      {conflict ? <EventConflictNotice conflict={conflict} timeZone={draft.timeZone} /> : null}
      {concerned > 0 ? <MoveNotice concerned={concerned} /> : null}
      <nav aria-label={t("admin.eventForm.parts")} className="form-outline">
        {Object.entries(PARTS).map(([id, words]) => (
          <a key={id} href={`#${id}`} className="link">
            {t(`admin.eventForm.${words}`)}
          </a>
        ))}
      </nav>
      {/* Enter activates the first button of a form, which has to be the one that saves. */}
      <button type="submit" name="intent" value="save" className="sr-only" tabIndex={-1} aria-hidden="true">
        {save}
      </button>
      <WhatFields {...part} />
      <WhenFields {...part} zones={zones} otherDates={otherDates} />
      <SeatFields {...part} />
      <fieldset id="form">
        <legend className="form-part">{t("admin.eventForm.form")}</legend>
        <QuestionsEditor {...part} />
        <BookingFields {...part} />
      </fieldset>
      <div className="button-row">
        <Button name="intent" value="save">
          {save}
        </Button>
        <CancelLink to={cancel} />
      </div>
    </AutosaveForm>
  );
}

function WhatFields(props: PartProps) {
  const { t } = useAdminWords();
  const { of } = fieldsOf(props);
  return (
    <fieldset id="what">
      <legend className="form-part">{t("admin.eventForm.what")}</legend>
      <Field label={t("admin.eventForm.title")} {...of("title")} maxLength={200} />
      <TextArea
        label={t("admin.eventForm.description")}
        {...of("description")}
        optional
        rows={8}
        hint={t("admin.eventForm.descriptionHint")}
      />
      <Select
        label={t("admin.eventForm.language")}
        {...of("locale")}
        hint={t("admin.eventForm.languageHint")}
      >
        {contentLanguages.map((code) => (
          <option key={code} value={code} dir="auto" lang={code}>
            {contentLanguageNames[code]}
          </option>
        ))}
      </Select>
      <PeopleFields {...props} />
      <Select label={t("admin.eventForm.colour")} {...of("stock")}>
        {stocks.map((stock) => (
          <option key={stock} value={stock}>
            {t(`admin.shell.stock.${stock}`)}
          </option>
        ))}
      </Select>
    </fieldset>
  );
}

/** The price, the contact and the message for attendees. */
function PeopleFields(props: PartProps) {
  const { t } = useAdminWords();
  const { of } = fieldsOf(props);
  return (
    <>
      <Field
        label={t("admin.eventForm.price")}
        {...of("price")}
        optional
        hint={t("admin.eventForm.priceHint")}
        maxLength={100}
      />
      <Field
        label={t("admin.eventForm.contactEmail")}
        {...of("contactEmail")}
        type="email"
        optional
        hint={t("admin.eventForm.contactEmailHint")}
      />
      <TextArea
        label={t("admin.eventForm.message")}
        {...of("message")}
        optional
        hint={t("admin.eventForm.messageHint")}
      />
    </>
  );
}

function WhenFields({ draft, errors, zones, otherDates }: PartProps & Pick<Props, "zones" | "otherDates">) {
  const { t } = useAdminWords();
  const { of, checked } = fieldsOf({ draft, errors });
  return (
    <fieldset id="when">
      <legend className="form-part">{t("admin.eventForm.whenAndWhere")}</legend>
      <Field label={t("admin.eventForm.place")} {...of("place")} optional />
      <CheckField
        label={t("admin.eventForm.online")}
        {...checked("online")}
        hint={t("admin.eventForm.onlineHint")}
      />
      <Field
        label={t("admin.eventForm.joinUrl")}
        {...of("joinUrl")}
        type="url"
        inputMode="url"
        optional
        hint={t("admin.eventForm.joinUrlHint")}
      />
      <ZoneSelect label={t("admin.eventForm.timeZone")} {...of("timeZone")} zones={zones} />
      {draft.sessions.map((session, index) => (
        // Rows are only added at the end, so the index is a stable key.
        <SessionFields
          key={session.id ?? `new ${index}`}
          index={index}
          session={session}
          timeZone={draft.timeZone}
          several={draft.sessions.length > 1}
          errors={errors}
        />
      ))}
      {draft.sessions.length < MAX_SESSIONS ? (
        <Button kind="quiet" name="intent" value="add-session">
          {t("admin.eventForm.addDate")}
        </Button>
      ) : (
        <p className="field-hint">{t("admin.eventForm.mostDates", { count: MAX_SESSIONS })}</p>
      )}
      {otherDates && otherDates.count > 0 ? (
        <p className="field-hint">
          {t("admin.eventForm.otherDates", { count: otherDates.count })}{" "}
          <a href={otherDates.list} className="link">
            {t("admin.eventForm.allDates")}
          </a>
        </p>
      ) : null}
    </fieldset>
  );
}

function SessionFields({
  index,
  session,
  timeZone,
  several,
  errors,
}: {
  index: number;
  timeZone: string;
  session: SessionDraft;
  several: boolean;
  errors: FormErrors;
}) {
  const { t } = useAdminWords();
  const name = (field: keyof SessionDraft) => `sessions[${index}].${field}`;
  const shared = (field: keyof SessionDraft) => ({
    name: name(field),
    defaultValue: session[field],
    errors: errors[name(field)],
  });
  return (
    <fieldset className="session-fields">
      {several ? <legend>{t("admin.eventForm.dateNumber", { number: index + 1 })}</legend> : null}
      {session.id ? <input type="hidden" name={name("id")} value={session.id} /> : null}
      <div className="time-fields">
        <StartField timeZone={timeZone} {...shared("startsAt")} />
        <ReadingField time={session.startsAt} {...shared("startsAtReading")} />
      </div>
      <div className="time-fields">
        <Field
          label={t("admin.eventForm.ends")}
          type="datetime-local"
          {...DATE_TIME_BOUNDS}
          {...shared("endsAt")}
        />
        <ReadingField time={session.endsAt} {...shared("endsAtReading")} />
      </div>
      <Field label={t("admin.eventForm.capacity")} inputMode="numeric" {...shared("capacity")} />
      {several ? <Field label={t("admin.eventForm.dateName")} optional {...shared("label")} /> : null}
    </fieldset>
  );
}
