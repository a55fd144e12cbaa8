import { Link } from "@remix-run/react";
import { ROLES, type Role } from "#app/auth/capabilities.ts";
import type { TeamMember } from "#app/auth/team.server.ts";
import { EVENT_ROLES, isOwner } from "#app/auth/team-rules.ts";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { usePageWords } from "#app/i18n/page-words.tsx";
import { fullDate, fullTime, type Moment } from "#app/platform/dates.ts";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { ConflictNotice } from "#app/ui/admin/conflict-notice.tsx";
import { CancelLink, EditorForm } from "#app/ui/admin/editor-form.tsx";
import { DetailPage } from "#app/ui/admin/page-shells.tsx";
import type { SaveConflict } from "#app/ui/admin/save-conflict.ts";
import { Button, buttonClass } from "#app/ui/button.tsx";
import { Facts } from "#app/ui/facts.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { Select } from "#app/ui/forms/field.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { OwnWords } from "#app/ui/own-words.tsx";
import { EventSearch, EventSearchForm, useChoice } from "./event-search.tsx";
import { draftOf, type MemberDraft, NO_ROLE } from "./member-form.ts";
import { TwoFactorMark } from "./member-table.tsx";
import type { EventChoice, PickedEvent } from "./pick-events.server.ts";
import { roleWords } from "./role-words.ts";

interface Given {
  draft?: MemberDraft;
  choice?: EventChoice;
  errors?: FormErrors;
  conflict?: SaveConflict<string>;
}

interface Props {
  member: TeamMember;
  choice: EventChoice;
  /** Why the member who looks at the page may not change this one; undefined if they may. */
  refusal: string | undefined;
  /** Whether the member who looks at the page may make this one the owner in their place. */
  mayTransfer: boolean;
  /** Whether the member who looks at the page is an owner, who may give every role. */
  isByOwner: boolean;
  saved: boolean;
  moment: Moment;
  given: Given | undefined;
}

/** A member of the team, with the form to change their roles. */
export function MemberPage(page: Props) {
  const { t } = usePageWords();
  const { member, refusal, saved, given } = page;
  return (
    <DetailPage title={member.name}>
      {saved && !given ? <Notice tone="ok" live title={t("admin.team.change.saved")} /> : null}
      <MemberFacts {...page} />
      {refusal ? (
        <Notice tone="info" title={refusal} />
      ) : (
        <>
          <RolesForm key={draftOf(member).version} {...page} />
          <EventSearchForm />
          <MemberActions {...page} />
        </>
      )}
    </DetailPage>
  );
}

function MemberFacts({ member, moment }: Props) {
  const { t } = usePageWords();
  const { t: tAdmin } = useAdminWords();
  const { email, joinedAt, lastSeenAt, hasTwoFactor } = member;
  return (
    <Facts
      items={[
        { label: t("admin.team.email"), value: email },
        { label: t("admin.team.role"), value: roleWords(t, member) },
        { label: t("admin.team.joined"), value: fullDate(joinedAt, moment) },
        {
          label: t("admin.team.lastSeen"),
          value: lastSeenAt ? fullTime(lastSeenAt, moment) : tAdmin("admin.shell.never"),
        },
        { label: t("admin.team.twoFactor"), value: <TwoFactorMark isOn={hasTwoFactor} /> },
      ]}
    />
  );
}

function RolesForm({ member, choice, isByOwner, given }: Props) {
  const { t } = usePageWords();
  const { t: tAdmin } = useAdminWords();
  const draft = given?.draft ?? draftOf(member);
  const errors = given?.errors ?? {};
  const listed = given?.choice ?? choice;
  return (
    <EditorForm className="form team-form" noValidate>
      <ErrorSummary title={tAdmin("admin.form.check")} errors={errors} />
      {given?.conflict ? (
        <ConflictNotice conflict={given.conflict} title={t("admin.team.change.conflict")} />
      ) : null}
      <input type="hidden" name="version" value={draft.version} />
      <Select label={t("admin.team.change.role")} name="role" defaultValue={draft.role} errors={errors.role}>
        <option value={NO_ROLE}>{t("admin.team.change.none")}</option>
        <RoleOptions roles={ROLES.filter((role) => isByOwner || !isOwner(role))} />
      </Select>
      <fieldset className="check-group team-events" id="eventRoles" tabIndex={-1}>
        <legend>{t("admin.team.change.events")}</legend>
        <p className="field-hint">{t("admin.team.change.eventsHint")}</p>
        <EventSearch choice={listed} />
        <EventRoles choice={listed} roles={draft.eventRoles} errors={errors} />
      </fieldset>
      <div className="button-row">
        <Button>{tAdmin("admin.shell.save")}</Button>
        <CancelLink to={useAdminPaths().team()} />
      </div>
    </EditorForm>
  );
}

interface EventRolesProps {
  choice: EventChoice;
  roles: Record<string, string>;
  errors: FormErrors;
}

function EventRoles({ choice, roles, errors }: EventRolesProps) {
  const { t } = usePageWords();
  const { shown, choose } = useChoice(choice);
  const fields = (event: PickedEvent, index: number) => {
    const name = `eventRoles[${index}].role`;
    return (
      <div key={event.id}>
        <input type="hidden" name={`eventRoles[${index}].event`} value={event.id} />
        <Select
          label={<OwnWords>{event.title}</OwnWords>}
          name={name}
          id={`role-${event.id}`}
          defaultValue={roles[event.id] ?? NO_ROLE}
          onChange={({ target }) => choose(event, target.value !== NO_ROLE)}
          errors={errors[name]}
        >
          <option value={NO_ROLE}>{t("admin.team.change.noRole")}</option>
          <RoleOptions roles={EVENT_ROLES} />
        </Select>
      </div>
    );
  };
  return <>{shown.map(fields)}</>;
}

function RoleOptions({ roles }: { roles: readonly Role[] }) {
  const { t } = usePageWords();
  return (
    <>
      {roles.map((role) => (
        <option key={role} value={role}>
          {t(`admin.team.role.${role}`)}
        </option>
      ))}
    </>
  );
}

function MemberActions({ member, mayTransfer }: Props) {
  const { t } = usePageWords();
  const paths = useAdminPaths();
  const quiet = buttonClass({ kind: "quiet" });
  return (
    <p className="button-row">
      {mayTransfer ? (
        <Link to={paths.teamMemberTransfer(member.userId)} className={quiet}>
          {t("admin.team.transfer")}
        </Link>
      ) : null}
      <Link to={paths.teamMemberRemove(member.userId)} className={quiet}>
        {t("admin.team.remove")}
      </Link>
    </p>
  );
}
