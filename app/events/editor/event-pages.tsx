import type { FormErrors } from "#app/platform/http/parse-form.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { FormPage } from "#app/ui/admin/page-shells.tsx";
import type { Event } from "../event.ts";
import type { EventDraft } from "./event-draft.ts";
import { EventForm } from "./event-form-page.tsx";

/** What came of a form that was sent and was not saved. */
interface Given {
  draft: EventDraft;
  errors?: FormErrors;
  concerned?: number;
}

interface Props {
  draft: EventDraft;
  zones: string[];
  given: Given | undefined;
}

export function NewEventPage({ draft, zones, given }: Props) {
  const paths = useAdminPaths();
  return (
    <FormPage title="New event" line="It stays a draft until you publish it.">
      <EventForm
        draft={given?.draft ?? draft}
        zones={zones}
        errors={given?.errors}
        save="Save draft"
        cancel={paths.home()}
      />
    </FormPage>
  );
}

export function EditEventPage({
  event,
  draft,
  zones,
  given,
}: Props & { event: Pick<Event, "id" | "title"> }) {
  const paths = useAdminPaths();
  return (
    <FormPage title={`Edit ${event.title}`}>
      <EventForm
        draft={given?.draft ?? draft}
        zones={zones}
        errors={given?.errors}
        concerned={given?.concerned}
        save="Save"
        cancel={paths.event(event.id)}
      />
    </FormPage>
  );
}
