import { EVENT_ROLES, INVITED_ROLES } from "#app/auth/team-rules.ts";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { usePageWords } from "#app/i18n/page-words.tsx";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { CancelLink, EditorForm } from "#app/ui/admin/editor-form.tsx";
import { FormPage } from "#app/ui/admin/page-shells.tsx";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { CheckField, EmailField, Select } from "#app/ui/forms/field.tsx";
import { FieldErrors } from "#app/ui/forms/field-frame.tsx";
import { OwnWords } from "#app/ui/own-words.tsx";
import { EventSearch, EventSearchForm, useChoice } from "./event-search.tsx";
import { INVITATION_DAYS, type InviteDraft, NEW_INVITATION } from "./invite-form.ts";
import { NewLink } from "./new-link.tsx";
import type { EventChoice } from "./pick-events.server.ts";
import { RadioField } from "./radio-field.tsx";

/** The result of the form: the link of the invitation, or the typed values with their errors. */
interface Given {
  link?: string;
  draft?: InviteDraft;
  choice?: EventChoice;
  errors?: FormErrors;
}

export function InvitePage({ choice, given }: { choice: EventChoice; given: Given | undefined }) {
  const { t } = usePageWords();
  if (given?.link) return <NewLink url={given.link} />;
  return (
    <FormPage title={t("admin.team.invite.title")}>
      <InviteForm choice={choice} draft={given?.draft ?? NEW_INVITATION} errors={given?.errors ?? {}} />
      <EventSearchForm />
    </FormPage>
  );
}

function InviteForm({
  choice,
  draft,
  errors,
}: {
  choice: EventChoice;
  draft: InviteDraft;
  errors: FormErrors;
}) {
  const { t } = usePageWords();
  const { t: tAdmin } = useAdminWords();
  const radio = (name: "by" | "scope", value: string) => ({
    name,
    value,
    defaultChecked: draft[name] === value,
  });
  return (
    <EditorForm className="form team-form" noValidate>
      <ErrorSummary title={tAdmin("admin.form.check")} errors={errors} />
      <fieldset className="check-group" id="by" tabIndex={-1}>
        <legend>{t("admin.team.invite.by")}</legend>
        <RadioField label={t("admin.team.invite.byEmail")} {...radio("by", "email")} />
        <RadioField label={t("admin.team.invite.byLink")} {...radio("by", "link")} />
        <FieldErrors id="by" errors={errors.by} />
      </fieldset>
      <div className="of-email">
        <EmailField
          label={t("admin.team.email")}
          name="email"
          autoComplete="off"
          defaultValue={draft.email}
          errors={errors.email}
        />
      </div>
      <Select
        label={t("admin.team.role")}
        name="role"
        hint={t("admin.team.invite.roleHint")}
        defaultValue={draft.role}
        errors={errors.role}
      >
        {INVITED_ROLES.map((role) => (
          <option key={role} value={role} className={EVENT_ROLES.includes(role) ? undefined : "of-all"}>
            {t(`admin.team.role.${role}`)}
          </option>
        ))}
      </Select>
      <fieldset className="check-group" id="scope" tabIndex={-1}>
        <legend>{t("admin.team.invite.for")}</legend>
        <RadioField label={t("admin.team.invite.all")} {...radio("scope", "all")} />
        <RadioField label={t("admin.team.invite.some")} {...radio("scope", "events")} />
        <FieldErrors id="scope" errors={errors.scope} />
      </fieldset>
      <EventChecks choice={choice} picked={draft.events} errors={errors.events} />
      <Select label={t("admin.team.invite.days")} name="days" defaultValue={draft.days} errors={errors.days}>
        {INVITATION_DAYS.map((days) => (
          <option key={days} value={days}>
            {t("admin.team.days", { count: Number(days) })}
          </option>
        ))}
      </Select>
      <div className="button-row">
        <Button>{t("admin.team.invite.create")}</Button>
        <CancelLink to={useAdminPaths().team()} />
      </div>
    </EditorForm>
  );
}

function EventChecks({
  choice,
  picked,
  errors,
}: {
  choice: EventChoice;
  picked: string[];
  errors: string[] | undefined;
}) {
  const { t } = usePageWords();
  const { shown, choose } = useChoice(choice);
  return (
    <fieldset className="check-group of-events" id="events" tabIndex={-1} aria-describedby="events-error">
      <legend>{t("admin.team.pick.events")}</legend>
      <EventSearch choice={choice} />
      {shown.map((event) => (
        <CheckField
          key={event.id}
          id={`events-${event.id}`}
          name="events"
          value={event.id}
          label={<OwnWords>{event.title}</OwnWords>}
          defaultChecked={picked.includes(event.id)}
          onChange={({ target }) => choose(event, target.checked)}
        />
      ))}
      <FieldErrors id="events" errors={errors} />
    </fieldset>
  );
}
