import { useAdminWords } from "#app/i18n/admin-words.tsx";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { SectionPage } from "#app/ui/admin/page-shells.tsx";
import type { SaveConflict } from "#app/ui/admin/save-conflict.ts";
import { type EndpointDraft, newDraft } from "./endpoint-draft.ts";
import { EndpointForm } from "./endpoint-form-page.tsx";
import type { Endpoint } from "./endpoints.server.ts";

/** The result of a submitted form that was not saved. */
interface Given {
  draft: EndpointDraft;
  errors?: FormErrors;
  version?: number | undefined;
  conflict?: SaveConflict;
}

export function NewWebhookPage({ given }: { given: Given | undefined }) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  return (
    <SectionPage title={t("admin.webhooks.new")}>
      <EndpointForm
        draft={given?.draft ?? newDraft}
        errors={given?.errors}
        save={t("admin.webhook.create")}
        cancel={paths.webhooks()}
      />
    </SectionPage>
  );
}

export function EditWebhookPage({ endpoint, given }: { endpoint: Endpoint; given: Given | undefined }) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  return (
    <SectionPage title={t("admin.webhook.edit.title")}>
      <EndpointForm
        draft={given?.draft ?? endpoint}
        errors={given?.errors}
        version={given?.version ?? endpoint.version}
        conflict={given?.conflict}
        save={t("admin.shell.save")}
        cancel={paths.webhook(endpoint.id)}
      />
    </SectionPage>
  );
}
