import type { FormErrors } from "#app/platform/http/parse-form.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { SectionPage } from "#app/ui/admin/page-shells.tsx";
import { type EndpointDraft, newDraft } from "./endpoint-draft.ts";
import { EndpointForm } from "./endpoint-form-page.tsx";
import type { Endpoint } from "./endpoints.server.ts";

/** What came of a form that was sent and was not saved. */
interface Given {
  draft: EndpointDraft;
  errors?: FormErrors;
}

export function NewWebhookPage({ given }: { given: Given | undefined }) {
  const paths = useAdminPaths();
  return (
    <SectionPage title="New webhook">
      <EndpointForm
        draft={given?.draft ?? newDraft}
        errors={given?.errors}
        save="Create webhook"
        cancel={paths.webhooks()}
      />
    </SectionPage>
  );
}

export function EditWebhookPage({ endpoint, given }: { endpoint: Endpoint; given: Given | undefined }) {
  const paths = useAdminPaths();
  return (
    <SectionPage title="Edit webhook">
      <EndpointForm
        draft={given?.draft ?? endpoint}
        errors={given?.errors}
        save="Save"
        cancel={paths.webhook(endpoint.id)}
      />
    </SectionPage>
  );
}
