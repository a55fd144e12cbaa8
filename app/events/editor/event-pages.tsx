import { useAdminWords } from "#app/i18n/admin-words.tsx";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import type { ZoneGroup } from "#app/platform/zone-choices.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { FormPage } from "#app/ui/admin/page-shells.tsx";
import type { Event } from "../event.ts";
import type { EventDraft } from "./event-draft.ts";
import { EventForm } from "./event-form-page.tsx";
import type { EventConflict } from "./save-conflict.ts";

/** A submitted form that was not saved. */
interface UnsavedForm {
  draft: EventDraft;
  errors?: FormErrors;
  concerned?: number;
  version?: number;
  conflict?: EventConflict;
}

interface Props {
  draft: EventDraft;
  zones: ZoneGroup[];
  given: UnsavedForm | undefined;
}

export function NewEventPage({ draft, zones, given }: Props) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  return (
    <FormPage title={t("admin.eventForm.new.title")} line={t("admin.eventForm.new.line")}>
      <EventForm
        draft={given?.draft ?? draft}
        zones={zones}
        errors={given?.errors}
        save={t("admin.eventForm.saveDraft")}
        cancel={paths.home()}
      />
    </FormPage>
  );
}

export function EditEventPage({
  event,
  draft,
  zones,
  otherDates,
  given,
}: Props & {
  /** Number of the event's dates that are not in the form. */ otherDates: number;
  event: Pick<Event, "id" | "title" | "version">;
}) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  return (
    <FormPage title={t("admin.eventForm.edit.title", { title: event.title })}>
      <EventForm
        draft={given?.draft ?? draft}
        zones={zones}
        errors={given?.errors}
        otherDates={{ count: otherDates, list: paths.event(event.id) }}
        concerned={given?.concerned}
        version={given?.version ?? event.version}
        conflict={given?.conflict}
        save={t("admin.shell.save")}
        cancel={paths.event(event.id)}
      />
    </FormPage>
  );
}
