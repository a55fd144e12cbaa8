import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { fullTime, type Moment } from "#app/platform/dates.ts";
import { AdminForm } from "#app/ui/admin/admin-form.tsx";
import { SecretText } from "#app/ui/admin/secret-text.tsx";
import { Button } from "#app/ui/button.tsx";
import { CheckField } from "#app/ui/forms/field.tsx";
import type { Endpoint } from "./endpoints.server.ts";

/** Renders the signing secret, shown on request, and its rotation. */
export function SecretPart({
  endpoint,
  secret,
  moment,
}: {
  endpoint: Pick<Endpoint, "previousSecretUntil" | "secretNumber">;
  secret: string | undefined;
  moment: Moment;
}) {
  const { t } = useAdminWords();
  const { previousSecretUntil } = endpoint;
  return (
    <section className="developer-part">
      <h2>{t("admin.webhook.secret.title")}</h2>
      <p>{t("admin.webhook.secret.line")}</p>
      {secret ? (
        <SecretText label={t("admin.webhook.secret.label")} value={secret} />
      ) : (
        <AdminForm preventScrollReset>
          <Button kind="quiet" name="intent" value="show-secret">
            {t("admin.webhook.secret.show")}
          </Button>
        </AdminForm>
      )}
      {previousSecretUntil ? (
        <p>{t("admin.webhook.secret.previousUntil", { time: fullTime(previousSecretUntil, moment) })}</p>
      ) : null}
      <AdminForm className="form" preventScrollReset>
        <CheckField
          label={t("admin.webhook.secret.revokeNow")}
          name="at-once"
          hint={t("admin.webhook.secret.revokeNowHint")}
        />
        <Button kind="quiet" name="intent" value="rotate">
          {t("admin.webhook.secret.rotate")}
        </Button>
      </AdminForm>
    </section>
  );
}

/** Renders the deletion of an endpoint, with a checkbox as confirmation. */
export function DeletePart({ error }: { error: string | undefined }) {
  const { t } = useAdminWords();
  return (
    <section className="developer-part">
      <h2>{t("admin.webhook.delete.title")}</h2>
      <AdminForm className="form" preventScrollReset>
        <CheckField
          label={t("admin.webhook.delete.label")}
          name="sure"
          hint={t("admin.webhook.delete.hint")}
          errors={error ? [error] : undefined}
        />
        <Button kind="danger" name="intent" value="delete">
          {t("admin.webhook.delete.button")}
        </Button>
      </AdminForm>
    </section>
  );
}
